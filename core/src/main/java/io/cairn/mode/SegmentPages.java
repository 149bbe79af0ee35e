package io.cairn.mode;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.engine.EngineSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page copied into the caller's memory. Used by one thread, for one call; the flags have been
 * checked.
 *
 * <p>An entry is delivered when everything asked of it fitted; only then does CONSUME remove it.
 * With KEEP_LAST the last key is copied when the scan has ended, since only then it is known to be
 * the last.
 */
final class SegmentPages {

    private final SegmentTargets keys;
    private final @Nullable SegmentTargets values;
    private final boolean hidden;
    private final boolean keepLast;
    private final @Nullable Consumer<byte[]> remover;
    private final long[] keySizes;
    private final long[] valueSizes;
    private final List<byte[]> delivered = new ArrayList<>();

    private int count;
    private byte @Nullable [] last;
    private byte @Nullable [] resumeKey;
    private boolean broken;

    private SegmentPages(
            ListRequest request,
            SegmentTargets keys,
            @Nullable SegmentTargets values,
            @Nullable Consumer<byte[]> remover) {
        this.keys = keys;
        this.values = values;
        this.remover = remover;
        hidden = request.modes().has(Mode.IGNORE_KEYS);
        keepLast = request.modes().has(Mode.KEEP_LAST);
        keySizes = new long[request.count()];
        valueSizes = new long[values == null ? 0 : request.count()];
        Arrays.fill(keySizes, Sizes.END);
        Arrays.fill(valueSizes, Sizes.END);
    }

    /**
     * Lists into memory, and gives each full key delivered to {@code remover} unless it is null.
     */
    static SegmentPage list(
            EngineSnapshot view,
            int keyspace,
            ListRequest request,
            SegmentTargets keys,
            @Nullable SegmentTargets values,
            @Nullable Consumer<byte[]> remover) {
        SegmentPages page = new SegmentPages(request, keys, values, remover);
        if (request.count() > 0) {
            try (ScanCursor cursor = ScanCursor.open(view, keyspace, request)) {
                page.fill(cursor);
            }
        }
        // The transaction keeps the keys it removes, so the caller gets a copy.
        byte[] resumeKey = page.resumeKey == null ? null : page.resumeKey.clone();
        return new SegmentPage(page.keySizes, page.valueSizes, resumeKey);
    }

    private void fill(ScanCursor cursor) {
        while (cursor.next()) {
            if (count > 0 && keepLast) {
                settle(0);
            }
            if (values != null) {
                valueSizes[count] = values.copy(count, cursor.valueSegment());
            }
            last = cursor.fullKey();
            count++;
            if (!keepLast) {
                settle(hidden ? 0 : keys.copy(count - 1, cursor.keySegment()));
            }
        }
        if (keepLast && last != null) {
            settle(keys.copy(count - 1, MemorySegment.ofArray(cursor.delivered(last))));
        }
        if (remover != null) {
            delivered.forEach(remover);
        }
    }

    /** Notes the key size of the newest entry, and with it whether the entry was delivered. */
    private void settle(long keySize) {
        int index = count - 1;
        keySizes[index] = keySize;
        boolean fits = keySize >= 0 && (values == null || valueSizes[index] >= 0);
        broken |= !fits;
        if (!broken) {
            resumeKey = last;
        }
        if (fits && remover != null && last != null) {
            delivered.add(last);
        }
    }
}
