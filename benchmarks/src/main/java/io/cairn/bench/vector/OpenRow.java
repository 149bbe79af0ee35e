package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long it takes to open a large index that the page cache holds.
 *
 * @param data what is indexed
 * @param atMostMillis how long it may take
 */
record OpenRow(VectorData data, double atMostMillis) implements Row {

    private static final int OPENS = 7;

    @Override
    public String name() {
        return "open " + data.name();
    }

    @Override
    public boolean isPossible() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path index = workshop.cairnIndex(plan, Encoding.F32);
        List<Double> millis = new ArrayList<>();
        double first;
        try (PeerProcess cairn = PeerProcess.start(Library.CAIRN, plan)) {
            first = 1e3 * cairn.open(index);
            for (int i = 0; i < OPENS * workshop.rounds(); i++) {
                millis.add(1e3 * cairn.open(index));
            }
        }
        workshop.note("the first one in a JVM, which loads the classes: %.1f ms", first);
        return List.of(
                Finding.ofLimit(
                        "open of an index of %,d MB".formatted(Files.size(index) / 1_000_000),
                        atMostMillis + " ms",
                        Workshop.median(millis),
                        atMostMillis,
                        "ms"));
    }
}
