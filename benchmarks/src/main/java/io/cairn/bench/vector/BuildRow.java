package io.cairn.bench.vector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares how long it takes from vectors in a file to an index that is safe on disk, in processes
 * that both keep and in which Cairn has built twice before. Builds alternate; the ratio is the
 * median of the ratios of neighbours. The ratio counts only when the last of Cairn's indexes finds
 * as much as the last of the peer's.
 *
 * @param data what is indexed
 * @param peer what Cairn is compared with
 * @param atLeast the ratio aimed at
 */
record BuildRow(VectorData data, Library peer, double atLeast) implements Row {

    private static final int WARM_BUILDS = 2;

    @Override
    public String name() {
        return "build " + data.name() + ", warm JVM against " + peer.title();
    }

    @Override
    public boolean isPossible() {
        return peer.isHere();
    }

    /** The figures of one side. */
    private static final class Side implements AutoCloseable {
        private final Library library;
        private final Workshop workshop;
        private final VectorPeer.Plan plan;
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> insertions = new ArrayList<>();
        private final PeerProcess process;
        private Path index;

        Side(Library library, Workshop workshop, VectorPeer.Plan plan) throws Exception {
            this.library = library;
            this.workshop = workshop;
            this.plan = plan;
            process = PeerProcess.start(library, plan);
            index = workshop.path();
        }

        double build() throws Exception {
            workshop.remove(index);
            index = workshop.path();
            VectorPeer.Built built = process.build(index);
            insertions.add(built.insertionSeconds());
            seconds.add(built.insertionSeconds() + built.savingSeconds());
            return seconds.getLast();
        }

        RecallTable recalls() throws Exception {
            RecallTable table = RecallTable.measure(process);
            workshop.keep(plan.files().data(), library, table);
            return table;
        }

        @Override
        public void close() throws Exception {
            process.close();
            workshop.remove(index);
        }
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        List<Double> ratios = new ArrayList<>();
        try (Side cairn = new Side(Library.CAIRN, workshop, plan);
                Side other = new Side(peer, workshop, plan)) {
            for (int i = 0; i < WARM_BUILDS; i++) {
                cairn.build();
            }
            cairn.seconds.clear();
            for (int i = 0; i < workshop.rounds(); i++) {
                double theirs = other.build();
                ratios.add(theirs / cairn.build());
            }
            String lacking = cairn.recalls().lackingTo(other.recalls());
            double ours = Workshop.median(cairn.seconds);
            workshop.note(
                    "%s without saving %.2f s, %.2fx; seconds of each: %s, Cairn %s",
                    peer.title(),
                    Workshop.median(other.insertions),
                    Workshop.median(other.insertions) / ours,
                    other.seconds,
                    cairn.seconds);
            return List.of(
                    new Finding(
                            "build " + data.name() + ", warm JVM",
                            peer.title(),
                            atLeast,
                            Workshop.median(ratios),
                            ours,
                            Workshop.median(other.seconds),
                            "s",
                            peer.isEqualAtEachEf() ? lacking : ""));
        }
    }
}
