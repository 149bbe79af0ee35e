package io.cairn.layer.search;

import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a document those of its terms. Used by one thread, for one change. */
final class DocumentChange {

    private final TextRows rows;
    private final Object document;
    private final Slot slot;
    private final RowEdits edits;

    /**
     * Makes a change.
     *
     * @param slot where the document is or will be
     * @param edits takes what is to be done
     */
    DocumentChange(TextRows rows, Object document, Slot slot, RowEdits edits) {
        this.rows = rows;
        this.document = document;
        this.slot = slot;
        this.edits = edits;
    }

    /**
     * Says what is to be done.
     *
     * @param before what is stored; null when there is no such document
     * @param after what is to be stored; null for no such document
     */
    void note(@Nullable TermCounts before, @Nullable TermCounts after) {
        TermCounts old = before == null ? TermCounts.NONE : before;
        TermCounts now = after == null ? TermCounts.NONE : after;
        put(old, now);
        drop(old, now);
        byte @Nullable [] stored =
                after == null ? null : new IndexedDocument(slot, after).toBytes();
        edits.add(rows.document(document), _ -> stored);
        if (before == null || after == null) {
            place(rows.names(slot), after == null ? null : Tuple.of(document).pack());
        }
        int more = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (more != 0 || now.length() != old.length()) {
            count(rows.total(slot.shard()), more, now.length() - old.length(), Math.max(more, 0));
        }
    }

    private void put(TermCounts old, TermCounts now) {
        now.counts()
                .forEach((term, count) -> {
                    Integer stored = old.counts().get(term);
                    if (stored == null) {
                        count(rows.frequency(term, slot.shard()), 1);
                    }
                    if (!count.equals(stored) || old.length() != now.length()) {
                        place(rows.postings(term, slot), Block.entry(count, now.length()));
                    }
                });
    }

    private void drop(TermCounts old, TermCounts now) {
        for (String term : old.counts().keySet()) {
            if (!now.counts().containsKey(term)) {
                place(rows.postings(term, slot), null);
                count(rows.frequency(term, slot.shard()), -1);
            }
        }
    }

    private void count(byte[] row, long... deltas) {
        edits.add(row, Counters.adding(row, deltas));
    }

    private void place(byte[] row, byte @Nullable [] entry) {
        edits.add(row, stored -> Block.edited(row, stored, slot.place(), entry));
    }
}
