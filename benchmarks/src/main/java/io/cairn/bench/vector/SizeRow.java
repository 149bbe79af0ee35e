package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Compares the length of an index file with that of the vectors in single precision and 8 bytes for
 * each link of the lowest layer.
 *
 * @param data what is indexed
 * @param encoding how components are stored
 * @param atMost the largest ratio
 */
record SizeRow(VectorData data, Encoding encoding, double atMost) implements Row {

    private static final int LINK_BYTES = 8;

    @Override
    public String name() {
        return "size of " + data.name() + ", " + encoding;
    }

    @Override
    public boolean isPossible() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path index = workshop.cairnIndex(plan, encoding);
        long links;
        try (PeerProcess cairn = PeerProcess.start(Library.CAIRN, plan)) {
            cairn.open(index);
            links = cairn.check();
        }
        double base = Files.size(plan.files().base()) + (double) LINK_BYTES * links;
        return List.of(
                Finding.ofLimit(
                        "index file of " + data.name() + ", " + encoding,
                        String.format(Locale.ROOT, "%.2f x (vectors + 8 B per link)", atMost),
                        Files.size(index) / 1e6,
                        atMost * base / 1e6,
                        "MB"));
    }
}
