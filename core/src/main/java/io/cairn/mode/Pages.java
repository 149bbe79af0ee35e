package io.cairn.mode;

import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.bytes.Bytes;
import io.cairn.engine.EngineSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pages whose keys and values are arrays. Stateless; the flags have been checked. */
final class Pages {

    private Pages() {}

    /** Lists keys, and gives each full key delivered to {@code remover} unless it is null. */
    static KeyPage keys(
            EngineSnapshot view,
            int keyspace,
            ListRequest request,
            @Nullable Consumer<byte[]> remover) {
        KeyList keys = new KeyList(request, remover);
        if (request.count() == 0) {
            return new KeyPage(keys.page(), null, EndReason.LIMIT);
        }
        try (ScanCursor cursor = ScanCursor.open(view, keyspace, request)) {
            while (cursor.next()) {
                keys.add(cursor.fullKey(), cursor);
            }
            keys.finish(cursor);
            return new KeyPage(keys.page(), keys.resumeKey(), cursor.endReason());
        }
    }

    /** Lists entries, and gives each full key delivered to {@code remover} unless it is null. */
    static EntryPage entries(
            EngineSnapshot view,
            int keyspace,
            ListRequest request,
            @Nullable Consumer<byte[]> remover) {
        KeyList keys = new KeyList(request, remover);
        List<byte[]> values = new ArrayList<>();
        if (request.count() == 0) {
            return new EntryPage(List.of(), null, EndReason.LIMIT);
        }
        try (ScanCursor cursor = ScanCursor.open(view, keyspace, request)) {
            while (cursor.next()) {
                keys.add(cursor.fullKey(), cursor);
                values.add(cursor.value());
            }
            keys.finish(cursor);
            List<Entry> entries = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                entries.add(new Entry(keys.page().get(i), values.get(i)));
            }
            return new EntryPage(entries, keys.resumeKey(), cursor.endReason());
        }
    }

    /** The keys of a page, shaped by NO_PREFIX, IGNORE_KEYS and KEEP_LAST. */
    private static final class KeyList {

        private final List<byte[]> page = new ArrayList<>();
        private final boolean hidden;
        private final boolean keepLast;
        private final @Nullable Consumer<byte[]> remover;
        private final List<byte[]> consumed = new ArrayList<>();
        private byte @Nullable [] last;

        KeyList(ListRequest request, @Nullable Consumer<byte[]> remover) {
            this.hidden = request.modes().has(Mode.IGNORE_KEYS);
            this.keepLast = request.modes().has(Mode.KEEP_LAST);
            this.remover = remover;
        }

        void add(byte[] fullKey, ScanCursor cursor) {
            page.add(hidden ? Bytes.EMPTY : cursor.delivered(fullKey));
            last = fullKey;
            if (remover != null) {
                consumed.add(fullKey);
            }
        }

        /**
         * Puts the last key back where KEEP_LAST asks for it: the last one returned, not the last
         * one stored. Then removes what was delivered; not before, so that a walk that fails
         * removes nothing.
         */
        void finish(ScanCursor cursor) {
            if (keepLast && last != null) {
                page.set(page.size() - 1, cursor.delivered(last));
            }
            if (remover != null) {
                // The transaction keeps the keys that it removes.
                consumed.forEach(key -> remover.accept(key.clone()));
            }
        }

        List<byte[]> page() {
            return page;
        }

        byte @Nullable [] resumeKey() {
            return last == null ? null : last.clone();
        }
    }
}
