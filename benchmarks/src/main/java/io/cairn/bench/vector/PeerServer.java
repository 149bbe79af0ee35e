package io.cairn.bench.vector;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A library in Java under the commands that {@code src/main/cpp/peer.h} lists, in a process of its
 * own. Arguments: the library, and those of that page.
 */
final class PeerServer {

    private static final int QUERIES_AT_ONCE = 100;

    private final VectorPeer peer;
    private final float[][] queries;
    private final int[][] truth;
    private int next;

    private PeerServer(VectorPeer peer, float[][] queries, int[][] truth) {
        this.peer = peer;
        this.queries = queries;
        this.truth = truth;
    }

    public static void main(String[] arguments) throws Exception {
        VectorPeer.Plan plan = PeerProcess.parse(arguments);
        VectorFiles files = plan.files();
        float[][] queries = VectorFiles.readRows(files.queries(), files.data().dimension());
        int[][] truth = VectorFiles.readTruth(files.truth(), queries.length);
        try (VectorPeer peer = Library.valueOf(arguments[0]).make(plan);
                BufferedReader commands =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            PeerServer server = new PeerServer(peer, queries, truth);
            for (String line = commands.readLine();
                    line != null && !line.equals("quit");
                    line = commands.readLine()) {
                System.out.println(server.answer(line.split(" ", 2)));
            }
        }
        // Some of the libraries leave threads behind.
        System.exit(0);
    }

    private String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "build" -> {
                VectorPeer.Built built = peer.build(Path.of(words[1]));
                yield "built %s %s %d"
                        .formatted(built.insertionSeconds(), built.savingSeconds(), built.bytes());
            }
            case "open" -> {
                long start = System.nanoTime();
                peer.open(Path.of(words[1]));
                yield "opened " + (System.nanoTime() - start) / 1e9;
            }
            case "check" -> "checked " + peer.check();
            case "recall" -> "recall " + recall(Integer.parseInt(words[1]));
            case "batch" -> {
                String[] numbers = words[1].split(" ", -1);
                yield "batch "
                        + batch(
                                Integer.parseInt(numbers[0]),
                                Long.parseLong(numbers[1]) * 1_000_000);
            }
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    private double recall(int ef) throws Exception {
        long[] found = new long[VectorPeer.NEIGHBOURS];
        long right = 0;
        int wanted = Math.min(VectorPeer.NEIGHBOURS, truth[0].length);
        for (int q = 0; q < queries.length; q++) {
            Arrays.fill(found, -1);
            peer.search(queries[q], ef, found);
            for (int i = 0; i < wanted; i++) {
                int row = truth[q][i];
                right += Arrays.stream(found).filter(id -> id == row).count();
            }
        }
        return right / (double) ((long) queries.length * wanted);
    }

    /** Searches for about so long; returns queries per second. */
    private double batch(int ef, long nanos) throws Exception {
        long[] found = new long[VectorPeer.NEIGHBOURS];
        long start = System.nanoTime();
        long end = start;
        long done = 0;
        while (end - start < nanos) {
            for (int i = 0; i < QUERIES_AT_ONCE; i++) {
                peer.search(queries[next++ % queries.length], ef, found);
            }
            next %= queries.length;
            done += QUERIES_AT_ONCE;
            end = System.nanoTime();
        }
        return done / ((end - start) / 1e9);
    }
}
