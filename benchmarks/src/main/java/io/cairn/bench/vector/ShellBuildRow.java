package io.cairn.bench.vector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares building from the shell, from the start of each process to an index that is safe on
 * disk, with the peer's program; Cairn's must have ended too. Builds alternate; the ratio is the
 * median of the ratios of neighbours. It counts only when the last of Cairn's indexes finds as much
 * as the last of the peer's.
 *
 * @param data what is indexed
 * @param peer what Cairn is compared with
 * @param atLeast the ratio aimed at
 */
record ShellBuildRow(VectorData data, Library peer, double atLeast) implements Row {

    @Override
    public String name() {
        return "build " + data.name() + " from the shell against " + peer.title();
    }

    @Override
    public boolean isPossible() {
        return peer.isHere() && Shell.isHere();
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path ourIndex = workshop.path();
        Path theirIndex = workshop.path();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        RecallTable theirRecalls = null;
        Shell.run("bulk", "--help");
        for (int i = 0; i < workshop.rounds(); i++) {
            workshop.remove(ourIndex);
            workshop.remove(theirIndex);
            long start = System.nanoTime();
            try (PeerProcess process = PeerProcess.start(peer, plan)) {
                process.build(theirIndex);
                theirs.add((System.nanoTime() - start) / 1e9);
                if (i == workshop.rounds() - 1) {
                    theirRecalls = RecallTable.measure(process);
                }
            }
            start = System.nanoTime();
            Shell.build(plan, ourIndex);
            ours.add((System.nanoTime() - start) / 1e9);
            ratios.add(theirs.getLast() / ours.getLast());
        }
        RecallTable ourRecalls;
        try (PeerProcess process = PeerProcess.start(Library.CAIRN, plan)) {
            process.open(ourIndex);
            ourRecalls = RecallTable.measure(process);
        }
        workshop.remove(ourIndex);
        workshop.remove(theirIndex);
        workshop.note("seconds of each: %s, Cairn %s", theirs, ours);
        workshop.keep(data, Library.CAIRN, ourRecalls);
        workshop.keep(data, peer, Objects.requireNonNull(theirRecalls));
        String lacking = ourRecalls.lackingTo(theirRecalls);
        return List.of(
                new Finding(
                        "build " + data.name() + " from the shell, start-up counts",
                        peer.title(),
                        atLeast,
                        Workshop.median(ratios),
                        Workshop.median(ours),
                        Workshop.median(theirs),
                        "s",
                        peer.isEqualAtEachEf() ? lacking : ""));
    }
}
