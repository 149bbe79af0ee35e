package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures one query from the shell, from the start of the process to its end.
 *
 * @param data what is indexed
 * @param atMostMillis how long it may take
 */
record ShellQueryRow(VectorData data, double atMostMillis) implements Row {

    private static final int WARM_RUNS = 2;
    private static final int RUNS = 7;

    @Override
    public String name() {
        return "query " + data.name() + " from the shell";
    }

    @Override
    public boolean isPossible() {
        return Shell.isHere();
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path index = workshop.cairnIndex(plan, Encoding.F32);
        Path query = workshop.path().resolveSibling("query.f32");
        byte[] all = Files.readAllBytes(plan.files().queries());
        Files.write(query, Arrays.copyOf(all, data.dimension() * Float.BYTES));
        List<Double> millis = new ArrayList<>();
        for (int i = -WARM_RUNS; i < RUNS * workshop.rounds(); i++) {
            long start = System.nanoTime();
            String output =
                    Shell.run(
                            "bulk",
                            "query",
                            "--index",
                            index.toString(),
                            "--query",
                            query.toString(),
                            "--k",
                            "10",
                            "--ef",
                            "64");
            double took = (System.nanoTime() - start) / 1e6;
            if (output.lines().count() < VectorPeer.NEIGHBOURS) {
                throw new IllegalStateException("the query found too little: " + output);
            }
            if (i >= 0) {
                millis.add(took);
            }
        }
        workshop.remove(query);
        return List.of(
                Finding.ofLimit(
                        "query of one vector of " + data.name() + " from the shell",
                        atMostMillis + " ms",
                        Workshop.median(millis),
                        atMostMillis,
                        "ms"));
    }
}
