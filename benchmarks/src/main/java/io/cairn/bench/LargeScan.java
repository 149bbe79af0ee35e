package io.cairn.bench;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scans more data than the heap can hold, in both directions and inside a transaction; runs with a
 * heap of 64 MiB, so it ends or runs out of memory.
 */
final class LargeScan {

    private static final int VALUE_BYTES = 4096;
    private static final int ENTRIES = Integer.getInteger("bench.large.entries", 250_000);

    private LargeScan() {}

    public static void main(String[] arguments) throws Exception {
        try (Directories directories = new Directories();
                Database db = open(directories)) {
            byte[] value = new byte[VALUE_BYTES];
            List<Entry> batch = new ArrayList<>();
            for (int i = 0; i < ENTRIES; i++) {
                batch.add(new Entry(Data.key(i), value));
                if (batch.size() == 500) {
                    db.putAll(batch);
                    batch.clear();
                }
            }
            db.putAll(batch);
            long bytes = 0;
            for (ScanOptions options : List.of(ScanOptions.all(), ScanOptions.all().reverse())) {
                try (Cursor cursor = db.scan(KeyRange.all(), options)) {
                    while (cursor.next()) {
                        bytes += cursor.value().length;
                    }
                }
            }
            long inTransaction =
                    db.transact(tx -> {
                        long sum = 0;
                        try (Cursor cursor = tx.scan(KeyRange.all())) {
                            while (cursor.next()) {
                                sum += cursor.valueSegment().byteSize();
                            }
                        }
                        tx.put(Data.key(ENTRIES), value);
                        return sum;
                    });
            double heap = Runtime.getRuntime().maxMemory();
            double data = (double) ENTRIES * VALUE_BYTES;
            Data.same("large scan", bytes + inTransaction, 3L * ENTRIES * VALUE_BYTES);
            Result.print(
                    new Result(
                            "any: three scans of data larger than the heap",
                            "the heap (-Xmx64m)",
                            ENTRIES >= 250_000 ? 10.0 : 0.0,
                            data / heap,
                            data / 1e6,
                            heap / 1e6,
                            "MB"));
        }
    }

    private static Database open(Directories directories) {
        return Cairn.open(
                CairnConfig.of("rocksdb", Map.of("path", directories.directory("large").toString()))
                        .with(Durability.BUFFERED));
    }
}
