package io.cairn.layer.search;

import io.cairn.api.Entry;
import io.cairn.api.WriteView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a document those of its terms. Used by one thread, for one change. */
final class DocumentChange {

    private final TextRows rows;
    private final WriteView view;
    private final Object document;
    private final int shard;
    private final Counters counters = new Counters();
    private final List<Entry> written = new ArrayList<>();
    private final List<byte[]> removed = new ArrayList<>();

    /**
     * Makes a change.
     *
     * @param shard the shard of the frequencies in which the document is or will be counted
     */
    DocumentChange(TextRows rows, WriteView view, Object document, int shard) {
        this.rows = rows;
        this.view = view;
        this.document = document;
        this.shard = shard;
    }

    /**
     * Writes what differs. The writes come first and in one call: it checks the lengths of all
     * before it writes any.
     *
     * @param before what is stored; null when there is no such document
     * @param after what is to be stored; null for no such document
     */
    void apply(@Nullable TermCounts before, @Nullable TermCounts after) {
        TermCounts old = before == null ? TermCounts.NONE : before;
        TermCounts now = after == null ? TermCounts.NONE : after;
        put(old, now);
        drop(old, now);
        if (after == null) {
            removed.add(rows.document(document));
        } else {
            written.add(
                    new Entry(
                            rows.document(document), new IndexedDocument(shard, after).toBytes()));
        }
        long more = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (more != 0 || now.length() != old.length()) {
            counters.add(rows.total(shard), more, now.length() - old.length());
        }
        counters.apply(view, written, removed);
        view.putAll(written);
        view.deleteAll(removed);
    }

    private void put(TermCounts old, TermCounts now) {
        now.counts()
                .forEach((term, count) -> {
                    Integer stored = old.counts().get(term);
                    if (stored == null) {
                        counters.add(rows.frequency(term, shard), 1);
                    }
                    if (!count.equals(stored) || old.length() != now.length()) {
                        written.add(
                                new Entry(
                                        rows.posting(term, document),
                                        TextRows.posted(count, now.length())));
                    }
                });
    }

    private void drop(TermCounts old, TermCounts now) {
        for (String term : old.counts().keySet()) {
            if (!now.counts().containsKey(term)) {
                removed.add(rows.posting(term, document));
                counters.add(rows.frequency(term, shard), -1);
            }
        }
    }
}
