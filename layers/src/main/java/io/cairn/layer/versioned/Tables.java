package io.cairn.layer.versioned;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.NStore;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Query;
import io.cairn.layer.tuple.Subspace;

/**
 * The rows of a store, kind by kind. Thread-safe.
 *
 * @param keyspace where they are
 * @param layout their keys
 * @param head the newest version
 * @param live the tuples alive, each with its {@link Origin}
 * @param past the versions
 * @param changes the changes and their edits
 * @param reads what changes have read
 */
record Tables(
        Keyspace keyspace,
        Layout layout,
        Head head,
        NStore live,
        Past past,
        ChangeRows changes,
        RecordedReads reads) {

    static Tables of(Keyspace keyspace, Subspace subspace, int columns) {
        Layout layout = new Layout(subspace, columns);
        Head head = new Head(layout);
        NStore live = new NStore(keyspace, layout.live(), columns);
        return new Tables(
                keyspace,
                layout,
                head,
                live,
                new Past(layout, head, live),
                new ChangeRows(layout),
                new RecordedReads(layout));
    }

    /** The view in which rows are read. */
    ReadView in(ReadView view) {
        head.check(settled(view));
        return view.in(keyspace);
    }

    /** The view in which rows are read and written. */
    WriteView in(Transaction tx) {
        head.check(settled(tx));
        return tx.in(keyspace);
    }

    /**
     * The view for what no commit can change: the tuples of a given version. Within a transaction
     * such reads need not be validated.
     */
    ReadView settled(ReadView view) {
        ReadView read = view instanceof Transaction transaction ? transaction.untracked() : view;
        return read.in(keyspace);
    }

    Query query(Pattern... patterns) {
        return Query.of(layout.columns(), Binding.empty(), patterns);
    }
}
