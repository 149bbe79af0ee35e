package io.cairn.layer.collection;

import io.cairn.api.Entry;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.WriteView;
import io.cairn.layer.collection.CollectionException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Documents that change together, with the counters and the indexes. Reads first and decides; all
 * is written at the end or nothing, so that an operation that is refused leaves nothing behind in
 * the transaction that it is a part of. Used by one thread, for one operation.
 */
final class DocumentChange {

    /** What a document was and what it becomes. A content is null when it is absent or unread. */
    private static final class Slot {

        private final boolean was;
        private final byte @Nullable [] before;
        private boolean is;
        private byte @Nullable [] after;

        Slot(boolean was, byte @Nullable [] before) {
            this.was = was;
            this.before = before;
            this.is = was;
            this.after = before;
        }

        boolean changes() {
            return was != is || !Arrays.equals(before, after);
        }
    }

    private final CollectionRows rows;
    private final WriteView view;
    private final Definition definition;
    private final Map<Long, Slot> slots = new LinkedHashMap<>();
    private @Nullable Counters stored;
    private long next;

    private DocumentChange(CollectionRows rows, WriteView view, Definition definition) {
        this.rows = rows;
        this.view = view;
        this.definition = definition;
    }

    /** Begins a change of documents that are there. */
    static DocumentChange begin(CollectionRows rows, WriteView view) {
        return new DocumentChange(rows, view, rows.definition(view));
    }

    /** Begins a change that will need the counters in any case. */
    static DocumentChange beginStoring(CollectionRows rows, WriteView view) {
        List<byte @Nullable []> read = view.getAll(List.of(rows.definition(), rows.counters()));
        DocumentChange change = new DocumentChange(rows, view, rows.definition(read.get(0)));
        change.stored = rows.counters(read.get(1));
        change.next = change.stored.next();
        return change;
    }

    /** Reads documents that are going to change, their contents only where something needs them. */
    void read(long[] ids, boolean contents) {
        long[] distinct = Arrays.stream(ids).distinct().toArray();
        List<byte[]> keys = Arrays.stream(distinct).mapToObj(rows::document).toList();
        if (contents || !definition.indexes().isEmpty()) {
            List<byte @Nullable []> read = view.getAll(keys);
            for (int i = 0; i < distinct.length; i++) {
                byte[] content = read.get(i);
                slots.put(distinct[i], new Slot(content != null, content));
            }
        } else {
            BitSet there = view.existsAll(keys);
            for (int i = 0; i < distinct.length; i++) {
                slots.put(distinct[i], new Slot(there.get(i), null));
            }
        }
    }

    /** Adds a document under the next id. */
    long store(byte[] document) {
        long id = Document.checked(next);
        put(slots.computeIfAbsent(id, _ -> new Slot(false, null)), document);
        next = id + 1;
        return id;
    }

    /** Changes a document that was read, as the modes say. */
    void update(Document document, Modes modes) {
        Slot slot = slot(document.id());
        if (!slot.is) {
            mayCreate(document.id(), modes);
            next = Math.max(next, document.id() + 1);
        } else if (modes.has(Mode.NEW_ONLY)) {
            throw refused(
                    Reason.DOCUMENT_EXISTS,
                    "there is a document with this id; leave NEW_ONLY out to replace it",
                    document.id());
        }
        byte[] present = slot.after;
        put(
                slot,
                present != null && modes.has(Mode.APPEND)
                        ? joined(present, document.content())
                        : document.content());
    }

    private void mayCreate(long id, Modes modes) {
        boolean mayBeNew = modes.has(Mode.UPDATE_NEW);
        if (id >= counters().next() && id >= next && !mayBeNew) {
            throw refused(
                    Reason.UNKNOWN_ID,
                    "the collection has not come to this id; store documents, or update with UPDATE_NEW",
                    id);
        }
        if (!mayBeNew || modes.has(Mode.EXIST_ONLY)) {
            throw refused(
                    Reason.NO_DOCUMENT,
                    "there is no document with this id; update with UPDATE_NEW to make one",
                    id);
        }
    }

    /**
     * Removes a document that was read.
     *
     * @return false when it was not there any more
     */
    boolean remove(long id) {
        Slot slot = slot(id);
        boolean was = slot.is;
        slot.is = false;
        slot.after = null;
        return was;
    }

    /** Returns the content of a document whose content was read; null when it is not there. */
    byte @Nullable [] before(long id) {
        return slot(id).before;
    }

    /** Writes what has changed. The puts are one call: it checks all lengths before it writes. */
    void apply() {
        List<Entry> written = new ArrayList<>();
        List<byte[]> removed = new ArrayList<>();
        long more = 0;
        for (Map.Entry<Long, Slot> each : slots.entrySet()) {
            Slot slot = each.getValue();
            byte[] after = slot.after;
            if (!slot.changes()) {
                continue;
            }
            if (slot.is && after != null) {
                written.add(new Entry(rows.document(each.getKey()), after));
            } else {
                removed.add(rows.document(each.getKey()));
            }
            more += (slot.is ? 1 : 0) - (slot.was ? 1 : 0);
        }
        if (more != 0 || stored != null && next != stored.next()) {
            Counters now = counters();
            Counters changed = new Counters(Math.max(next, now.next()), now.size() + more);
            written.add(new Entry(rows.counters(), changed.pack()));
        }
        changeIndexes(written, removed);
        view.putAll(written);
        view.deleteAll(removed);
    }

    private void changeIndexes(List<Entry> written, List<byte[]> removed) {
        if (definition.indexes().isEmpty()) {
            return;
        }
        List<IndexChange> changes =
                definition.indexes().stream()
                        .map(each -> new IndexChange(new IndexRows(rows, each)))
                        .toList();
        slots.forEach((id, slot) -> {
            if (slot.changes()) {
                JsonNode before =
                        slot.before == null ? null : JsonText.stored(slot.before, rows, id);
                JsonNode after =
                        slot.after == null
                                ? null
                                : JsonText.given(JsonText.MAPPER, slot.after, rows, id);
                changes.forEach(change -> change.change(id, before, after));
            }
        });
        changes.forEach(change -> change.collect(view, written, removed));
    }

    private Counters counters() {
        Counters counters = stored;
        if (counters == null) {
            counters = rows.counters(view);
            stored = counters;
            next = Math.max(next, counters.next());
        }
        return counters;
    }

    private Slot slot(long id) {
        Slot slot = slots.get(id);
        if (slot == null) {
            throw new IllegalStateException("document " + id + " was not read");
        }
        return slot;
    }

    private static void put(Slot slot, byte[] content) {
        slot.is = true;
        slot.after = content;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, Math.addExact(first.length, second.length));
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private CollectionException refused(Reason reason, String text, long id) {
        return new CollectionException(reason, text, "collection", rows.name(), "id", id);
    }
}
