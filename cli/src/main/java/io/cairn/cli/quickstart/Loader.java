package io.cairn.cli.quickstart;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.cli.quickstart.JdkImage.Resource;
import io.cairn.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;

/** Stores the image, many resources in one transaction. Used once, by one thread. */
final class Loader {

    static final String BATCH_CODE =
            """
            db.putAll(batch); // one transaction, all or nothing
            """;

    private static final int BATCH_ENTRIES_MAX = 500;
    private static final long BATCH_BYTES_MAX = 4L << 20;

    private final Database db;
    private final Progress progress;
    private final List<Entry> batch = new ArrayList<>(BATCH_ENTRIES_MAX);
    private long batchBytes;
    private long transactions;

    Loader(Database db, Progress progress) {
        this.db = db;
        this.progress = progress;
    }

    /** Stores every resource under its path; returns the number of transactions. */
    long load(JdkImage image) {
        for (Resource resource : image.resources()) {
            byte[] value = resource.read();
            batch.add(new Entry(resource.key(), value));
            batchBytes += value.length;
            if (batch.size() == BATCH_ENTRIES_MAX || batchBytes >= BATCH_BYTES_MAX) {
                flush();
            }
        }
        flush();
        return transactions;
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        // code: BATCH_CODE
        db.putAll(batch); // one transaction, all or nothing
        // end
        transactions++;
        progress.advance(batchBytes);
        batch.clear();
        batchBytes = 0;
    }
}
