package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.PutOutcome;
import io.cairn.api.WriteView;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorKind;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.ServerCounters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies blind writes of one kind and keyspace with one commit and answers each. When the commit
 * is refused and has written nothing, each is tried alone, so that one bad write fails alone.
 * Thread-safe.
 */
final class BlindCommit {

    private static final Reply WRITTEN = new Reply.Outcomes(List.of(PutOutcome.WRITTEN));
    private static final Reply DELETED = new Reply.Done();

    /** What a commit may fail with after it has, or may have, written. */
    private static final Set<ErrorKind> FINAL =
            Set.of(
                    ErrorKind.UNKNOWN_OUTCOME,
                    ErrorKind.UNAVAILABLE,
                    ErrorKind.CORRUPT,
                    ErrorKind.CLOSED);

    private final Database database;
    private final KeyspaceTable keyspaces;
    private final Failures failures;
    private final ServerCounters counters;

    BlindCommit(
            Database database,
            KeyspaceTable keyspaces,
            Failures failures,
            ServerCounters counters) {
        this.counters = counters;
        this.database = database;
        this.keyspaces = keyspaces;
        this.failures = failures;
    }

    /** Applies writes that all merge with each other; never throws. */
    void apply(List<BlindWrite> writes, WireWriter out) {
        Throwable failure = tryApply(writes);
        if (failure == null) {
            counters.succeeded(writes.size());
            for (BlindWrite write : writes) {
                (write.value() == null ? DELETED : WRITTEN).encodeFrame(out, write.number());
            }
        } else if (writes.size() > 1 && hasWrittenNothing(failure)) {
            for (int i = 0; i < writes.size(); i++) {
                apply(writes.subList(i, i + 1), out);
            }
        } else {
            for (BlindWrite write : writes) {
                failures.write(out, write.number(), failure);
            }
        }
    }

    private @Nullable Throwable tryApply(List<BlindWrite> writes) {
        try {
            BlindWrite first = writes.getFirst();
            WriteView view =
                    first.keyspace() == 0
                            ? database
                            : database.in(keyspaces.keyspace(first.keyspace()));
            boolean deletes = first.value() == null;
            if (writes.size() == 1) {
                if (deletes) {
                    view.delete(first.key());
                } else {
                    view.put(first.key(), first.entry().value());
                }
            } else if (deletes) {
                view.deleteAll(writes.stream().map(BlindWrite::key).toList());
            } else {
                view.putAll(writes.stream().map(BlindWrite::entry).toList());
            }
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private static boolean hasWrittenNothing(Throwable failure) {
        return failure instanceof CairnException expected && !FINAL.contains(expected.kind());
    }
}
