package io.cairn.layer.versioned;

import io.cairn.api.Entry;
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

    ApplyResult apply(WriteView view, UUID id, Policy policy) {
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
        carryOut(view, new Origin(version, id));
        tables.changes().put(view, info.withApplied(version));
        tables.reads().clear(view, id);
        return new ApplyResult.Applied(version);
    }

    private void carryOut(WriteView view, Origin origin) {
        List<Edit> batch = new ArrayList<>();
        try (Scan scan = tables.changes().scan(view, origin.change())) {
            while (scan.next()) {
                batch.add(scan.row(ChangeRows::edit));
                if (batch.size() == BATCH_EDITS) {
                    carryOut(view, batch, origin);
                    batch.clear();
                }
            }
        }
        carryOut(view, batch, origin);
    }

    private void carryOut(WriteView view, List<Edit> edits, Origin origin) {
        BitSet alive = tables.live().alive(view, edits.stream().map(Edit::tuple).toList());
        List<Entry> puts = new ArrayList<>();
        List<byte[]> deletes = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            if (edit.added() != alive.get(i)) {
                logged(edit, origin, puts);
                if (edit.added()) {
                    tables.live().entries(edit.tuple(), origin, puts);
                } else {
                    deletes.addAll(tables.live().keys(edit.tuple()));
                }
            }
        }
        view.putAll(puts);
        view.deleteAll(deletes);
    }

    private void logged(Edit edit, Origin origin, List<Entry> puts) {
        Layout layout = tables.layout();
        puts.add(
                new Entry(
                        layout.history(edit.tuple(), origin.version()),
                        Stored.event(edit.added(), origin.change())));
        puts.add(new Entry(layout.log(origin.version(), edit.tuple()), Stored.edit(edit.added())));
    }
}
