package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorKind;
import io.cairn.ipc.server.connection.ServerCounters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies blind writes with one commit. When the commit is refused and has written nothing, each is
 * tried alone, so that one bad write fails alone. Thread-safe.
 */
final class BlindCommit {

    /** What a commit may fail with after it has, or may have, written. */
    private static final Set<ErrorKind> FINAL =
            Set.of(
                    ErrorKind.UNKNOWN_OUTCOME,
                    ErrorKind.UNAVAILABLE,
                    ErrorKind.CORRUPT,
                    ErrorKind.CLOSED);

    private final Database database;
    private final KeyspaceTable keyspaces;
    private final ServerCounters counters;

    BlindCommit(Database database, KeyspaceTable keyspaces, ServerCounters counters) {
        this.database = database;
        this.keyspaces = keyspaces;
        this.counters = counters;
    }

    /** Applies writes in their order and notes in each whether that failed; never throws. */
    void apply(List<BlindWrite> writes) {
        Throwable failure = tryApply(writes);
        if (failure == null) {
            counters.succeeded(writes.size());
        } else if (writes.size() > 1 && hasWrittenNothing(failure)) {
            for (int i = 0; i < writes.size(); i++) {
                apply(writes.subList(i, i + 1));
            }
        } else {
            writes.forEach(write -> write.fail(failure));
        }
    }

    private @Nullable Throwable tryApply(List<BlindWrite> writes) {
        try {
            BlindWrite first = writes.getFirst();
            if (writes.size() == 1) {
                alone(view(database, first), first);
            } else if (!writes.stream().allMatch(first::isLike)) {
                mixed(writes);
            } else if (first.value() == null) {
                view(database, first).deleteAll(writes.stream().map(BlindWrite::key).toList());
            } else {
                view(database, first).putAll(writes.stream().map(BlindWrite::entry).toList());
            }
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private void mixed(List<BlindWrite> writes) {
        try (Transaction tx = database.begin()) {
            for (BlindWrite write : writes) {
                alone(view(tx, write), write);
            }
            tx.commit();
        }
    }

    private WriteView view(WriteView whole, BlindWrite write) {
        return write.keyspace() == 0 ? whole : whole.in(keyspaces.keyspace(write.keyspace()));
    }

    private static void alone(WriteView view, BlindWrite write) {
        byte[] value = write.value();
        if (value == null) {
            view.delete(write.key());
        } else {
            view.put(write.key(), value);
        }
    }

    private static boolean hasWrittenNothing(Throwable failure) {
        return failure instanceof CairnException expected && !FINAL.contains(expected.kind());
    }
}
