package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares queries per second of one thread, each side with the fewest candidates that reach a
 * recall. Batches alternate; the ratio is the median of the ratios of neighbours.
 *
 * @param data what is indexed
 * @param cairn which of Cairn's ways to search
 * @param peer what Cairn is compared with
 * @param atLeast the ratio aimed at
 * @param batchMillis how long a batch takes; the first ones, to warm up, take four times as long
 */
record QueryRow(VectorData data, Library cairn, Library peer, double atLeast, long batchMillis)
        implements Row {

    private static final double[] TARGETS = {0.95, 0.99};

    /** So close to each other that neither side is searched much wider than it has to be. */
    private static final int[] EFS = {
        10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 44,
        48, 52, 56, 60, 64, 68, 72, 76, 80, 88, 96, 104, 112, 120, 128, 144, 160, 192, 256, 320,
        400, 512
    };

    private static final int BATCHES = 3;

    @Override
    public String name() {
        return "queries " + dataName() + " against " + peer.title();
    }

    private String dataName() {
        return cairn == Library.CAIRN ? data.name() : data.name() + " with codes";
    }

    @Override
    public boolean isPossible() {
        return peer.isHere();
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        var index = workshop.cairnIndex(plan, Encoding.F32);
        var theirIndex = workshop.path();
        List<Finding> findings = new ArrayList<>();
        try (PeerProcess other = PeerProcess.start(peer, plan);
                PeerProcess ours = PeerProcess.start(cairn, plan)) {
            other.build(theirIndex);
            ours.open(index);
            for (double target : TARGETS) {
                findings.add(compare(workshop, target, ours, other));
            }
        }
        workshop.remove(theirIndex);
        return findings;
    }

    private Finding compare(Workshop workshop, double target, PeerProcess own, PeerProcess other)
            throws IOException {
        int our = fewest(own, target);
        int their = fewest(other, target);
        workshop.note(
                "recall >= %s: %s %.4f at ef %d, %s %.4f at ef %d",
                target,
                cairn.title(),
                own.recall(our),
                our,
                peer.title(),
                other.recall(their),
                their);
        other.batch(their, 4 * batchMillis);
        own.batch(our, 4 * batchMillis);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < BATCHES * workshop.rounds(); i++) {
            theirs.add(other.batch(their, batchMillis));
            ours.add(own.batch(our, batchMillis));
            ratios.add(ours.getLast() / theirs.getLast());
        }
        return new Finding(
                String.format(Locale.ROOT, "queries of %s, recall >= %s", dataName(), target),
                peer.title(),
                atLeast,
                Workshop.median(ratios),
                Workshop.median(ours),
                Workshop.median(theirs),
                "1/s",
                "");
    }

    private static int fewest(PeerProcess process, double target) throws IOException {
        for (int ef : EFS) {
            if (process.recall(ef) >= target) {
                return ef;
            }
        }
        throw new IllegalStateException("a recall of " + target + " is out of reach");
    }
}
