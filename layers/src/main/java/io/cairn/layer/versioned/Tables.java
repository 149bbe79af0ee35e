package io.cairn.layer.versioned;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;

/**
 * The rows of a store, kind by kind. Immutable, thread-safe.
 *
 * @param keyspace where they are
 * @param layout their keys
 * @param head the newest version
 * @param live the tuples alive
 * @param past the versions
 * @param changes the changes and their edits
 * @param reads what changes have read
 */
record Tables(
        Keyspace keyspace,
        Layout layout,
        Head head,
        Live live,
        Past past,
        ChangeRows changes,
        RecordedReads reads) {

    static Tables of(Keyspace keyspace, Layout layout) {
        Head head = new Head(layout);
        Live live = new Live(layout);
        return new Tables(
                keyspace,
                layout,
                head,
                live,
                new Past(layout, head, live),
                new ChangeRows(layout),
                new RecordedReads(layout));
    }

    /**
     * The view for what no commit can change: the tuples of a given version. Within a transaction
     * such reads need not be validated.
     */
    ReadView settled(ReadView view) {
        ReadView read = view instanceof Transaction transaction ? transaction.untracked() : view;
        return read.in(keyspace);
    }
}
