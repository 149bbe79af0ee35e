package io.cairn.layer.blob;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes uploads that have not gone on since a point in time.
 *
 * @param layout where they are
 * @param sinceMillis the point in time, in milliseconds of the epoch
 */
record Sweep(Layout layout, long sinceMillis) {

    /** How many uploads are held in memory at a time. */
    private static final int PAGE = 1_000;

    /** Removes them, each in a transaction of the scope, and returns how many. */
    long run(TransactionScope scope) {
        long removed = 0;
        List<Entry> page = page(scope, null);
        while (!page.isEmpty()) {
            for (Entry upload : page) {
                if (isIdle(upload.key(), upload.value())
                        && scope.transact(tx -> removed(layout.in(tx), upload.key()))) {
                    removed++;
                }
            }
            page = page(scope, page.getLast().key());
        }
        return removed;
    }

    private List<Entry> page(TransactionScope scope, byte @Nullable [] after) {
        ScanOptions limited = ScanOptions.all().limit(PAGE);
        ScanOptions options = after == null ? limited : limited.from(after);
        return scope.read(view -> {
            List<Entry> page = new ArrayList<>();
            try (Cursor cursor = layout.in(view).scan(layout.uploads(), options)) {
                while (cursor.next()) {
                    page.add(new Entry(cursor.key(), cursor.value()));
                }
            }
            return page;
        });
    }

    /** Looks again, as the upload may have gone on or ended meanwhile. */
    private boolean removed(WriteView view, byte[] key) {
        byte[] value = view.get(key);
        if (value == null || !isIdle(key, value)) {
            return false;
        }
        view.delete(key);
        view.deleteRange(layout.chunks(layout.contentOfUpload(key)));
        return true;
    }

    private boolean isIdle(byte[] key, byte[] value) {
        UUID content = layout.contentOfUpload(key);
        return StoredTuple.read(value, 1, "upload", content, tuple -> tuple.integer(0))
                <= sinceMillis;
    }
}
