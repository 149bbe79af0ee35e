package io.cairn.layer.versioned;

import io.cairn.api.Entry;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** Makes a version of a change, within a transaction. Immutable, thread-safe. */
final class Applying {

    private static final int CONFLICTS_MAX = 100;
    private static final int BATCH_EDITS = 256;

    private final Tables tables;

    Applying(Tables tables) {
        this.tables = tables;
    }

    ApplyResult apply(Transaction tx, UUID id, Policy policy) {
        WriteView view = tables.in(tx);
        ChangeInfo info = tables.changes().existing(view, id);
        if (info.applied() != null) {
            return new ApplyResult.Applied(info.applied());
        }
        Version newest = tables.head().read(view);
        if (policy == Policy.SERIALIZABLE) {
            List<Tuple> conflicts =
                    tables.reads().changedSince(view, id, info.base(), newest, CONFLICTS_MAX);
            if (!conflicts.isEmpty()) {
                return new ApplyResult.Conflicts(conflicts);
            }
        }
        Version version = newest.next();
        tables.head().write(view, version);
        view.put(tables.layout().log(version), Tuple.of(id).pack());
        carryOut(tx, new Origin(version, id));
        tables.changes().put(view, info.withApplied(version));
        tables.reads().clear(view, id);
        return new ApplyResult.Applied(version);
    }

    private void carryOut(Transaction tx, Origin origin) {
        List<Edit> batch = new ArrayList<>();
        try (Scan scan = tables.changes().scan(tables.in(tx), origin.change())) {
            while (scan.next()) {
                batch.add(scan.row(ChangeRows::edit));
                if (batch.size() == BATCH_EDITS) {
                    carryOut(tx, batch, origin);
                    batch.clear();
                }
            }
        }
        carryOut(tx, batch, origin);
    }

    private void carryOut(Transaction tx, List<Edit> edits, Origin origin) {
        BitSet alive = tables.live().containsAll(tx, edits.stream().map(Edit::tuple).toList());
        List<Entry> events = new ArrayList<>();
        List<Tuple> added = new ArrayList<>();
        List<Tuple> removed = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            if (edit.added() != alive.get(i)) {
                logged(edit, origin, events);
                (edit.added() ? added : removed).add(edit.tuple());
            }
        }
        tables.in(tx).putAll(events);
        tables.live().addAll(tx, added, Stored.origin(origin));
        tables.live().removeAll(tx, removed);
    }

    private void logged(Edit edit, Origin origin, List<Entry> events) {
        Layout layout = tables.layout();
        events.add(
                new Entry(
                        layout.history(edit.tuple(), origin.version()),
                        Stored.event(edit.added(), origin.change())));
        events.add(
                new Entry(layout.log(origin.version(), edit.tuple()), Stored.edit(edit.added())));
    }
}
