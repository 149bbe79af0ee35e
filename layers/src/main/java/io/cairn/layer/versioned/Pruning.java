package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes what only versions before one need. First it is written down that these can be read no
 * more; then the log is carried off from its beginning, step by step. Each event makes those before
 * it in the life of its tuple superfluous, and a removal itself too; as they go in their order, a
 * reader never sees a tuple alive that was not. Immutable, thread-safe.
 */
final class Pruning {

    private static final int STEP_ROWS = 256;

    private final Tables tables;

    Pruning(Tables tables) {
        this.tables = tables;
    }

    Version run(TransactionScope scope, Version before) {
        Version oldest = scope.transact(tx -> announced(tx, before));
        KeyRange left = tables.layout().logBetween(Version.START, oldest);
        while (left != null) {
            KeyRange now = left;
            left = scope.transact(tx -> step(tx, now));
        }
        return oldest;
    }

    /** An open change reads its base, and a new one conflicts with what is written here. */
    private Version announced(Transaction tx, Version before) {
        WriteView view = tables.in(tx);
        tables.head().newestFor(tables.settled(tx), before);
        Version oldest = tables.head().oldest(view);
        Version least = tables.changes().leastBase(view, before);
        if (least.compareTo(oldest) <= 0) {
            return oldest;
        }
        tables.head().writeOldest(view, least);
        return least;
    }

    /** Returns what is left, or null. */
    private @Nullable KeyRange step(Transaction tx, KeyRange range) {
        WriteView view = tables.in(tx);
        ReadView settled = tables.settled(tx);
        List<byte[]> superfluous = new ArrayList<>();
        byte[] last = null;
        ScanOptions some = ScanOptions.all().limit(STEP_ROWS);
        try (Scan log = new Scan(settled, tables.layout().log(), range, some)) {
            while (log.next()) {
                last = log.key();
                superfluous.add(last);
                Edit edit = log.row(Past::logged);
                if (edit == null) {
                    UUID change = log.row((_, value) -> value.uuid(0));
                    view.deleteRange(tables.layout().edits(change).range());
                } else {
                    Version version = log.row((key, _) -> Version.of(key.integer(0)));
                    events(settled, edit, version, superfluous);
                }
            }
        }
        view.deleteAll(superfluous);
        return last == null ? null : range.startingAfter(last);
    }

    private void events(ReadView view, Edit edit, Version version, List<byte[]> superfluous) {
        Layout layout = tables.layout();
        KeyRange upTo = layout.historyUpTo(edit.tuple(), version);
        KeyRange range =
                edit.added() ? upTo.endingBefore(layout.history(edit.tuple(), version)) : upTo;
        try (Scan events = new Scan(view, layout.history(), range)) {
            while (events.next()) {
                superfluous.add(events.key());
            }
        }
    }
}
