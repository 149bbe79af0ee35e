package io.cairn.bench.vector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares building from the shell, from the start of each process to its end, with the peer's
 * program. Builds alternate; the ratio is the median of the ratios of neighbours. It counts only
 * when the last of Cairn's indexes finds as much as the last of the peer's.
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
        Shell.run("bulk", "--help");
        for (int i = 0; i < workshop.rounds(); i++) {
            workshop.remove(ourIndex);
            workshop.remove(theirIndex);
            long start = System.nanoTime();
            try (PeerProcess process = PeerProcess.start(peer, plan)) {
                process.build(theirIndex);
            }
            long between = System.nanoTime();
            Shell.build(plan, ourIndex);
            long end = System.nanoTime();
            theirs.add((between - start) / 1e9);
            ours.add((end - between) / 1e9);
            ratios.add(theirs.getLast() / ours.getLast());
        }
        RecallTable found = recalls(workshop, plan, Library.CAIRN, ourIndex);
        String lacking = found.lackingTo(recalls(workshop, plan, peer, theirIndex));
        workshop.remove(ourIndex);
        workshop.remove(theirIndex);
        return List.of(
                new Finding(
                        "build " + data.name() + " from the shell, start-up counts",
                        peer.title(),
                        atLeast,
                        Workshop.median(ratios),
                        Workshop.median(ours),
                        Workshop.median(theirs),
                        "s",
                        lacking));
    }

    private static RecallTable recalls(
            Workshop workshop, VectorPeer.Plan plan, Library library, Path index) throws Exception {
        try (PeerProcess process = PeerProcess.start(library, plan)) {
            process.open(index);
            RecallTable table = RecallTable.measure(process);
            workshop.keep(plan.files().data(), library, table);
            return table;
        }
    }
}
