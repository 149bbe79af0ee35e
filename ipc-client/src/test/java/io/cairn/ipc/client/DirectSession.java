package io.cairn.ipc.client;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WriteRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server does for one connection, in its simplest form: a description of the server that can
 * be run. Thread-safe as far as the requests of a client need it.
 */
final class DirectSession {

    /** An open transaction, and why it must not commit any more. */
    static final class Held {
        final Transaction transaction;
        @Nullable CairnException doom;

        Held(Transaction transaction) {
            this.transaction = transaction;
        }
    }

    /** Keyspaces by number, of all connections. Another start of the server gives other numbers. */
    private static final Map<Integer, Keyspace> KEYSPACES = new ConcurrentHashMap<>();

    private final DirectLines lines;
    private final long instance;
    private final Map<Integer, Held> transactions = new ConcurrentHashMap<>();
    private final Map<Integer, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Map<Integer, Watch> watches = new ConcurrentHashMap<>();
    private final DirectScans scans = new DirectScans(this);

    DirectSession(DirectLines lines, long instance) {
        this.lines = lines;
        this.instance = instance;
    }

    /** Serves a request; what it throws becomes a reply. */
    Reply serve(Request request) {
        try {
            return switch (request) {
                case AdminRequest admin -> admin(admin);
                case TransactionRequest one -> transaction(one);
                case ReadRequest read -> DirectReads.serve(view(read), read);
                case ListingRequest listing -> DirectReads.serve(view(listing), listing);
                case WriteRequest write -> write(write);
                case ScanRequest scan -> scans.serve(scan);
                case KeyspaceRequest keyspace -> keyspace(keyspace);
                case WaitRequest wait -> watch(wait);
                case RegionRequest region -> throw new AssertionError(region);
            };
        } catch (CairnException e) {
            return new Reply.Failed(ErrorBody.of(e));
        }
    }

    /** Serves a request that waits. */
    Reply serveWait(WaitRequest request) throws InterruptedException {
        try {
            return switch (request) {
                case WaitRequest.Await await ->
                        DirectWaits.serve(
                                await.keyspace() == 0
                                        ? lines.database.waiting()
                                        : lines.database.waiting(keyspace(await.keyspace())),
                                await);
                case WaitRequest.AwaitWatch await ->
                        DirectWaits.serve(watchOf(await.watch()), await);
                default -> throw new AssertionError(request);
            };
        } catch (CairnException e) {
            return new Reply.Failed(ErrorBody.of(e));
        }
    }

    /** Ends everything that lives on the connection. */
    void end() {
        scans.end();
        watches.values().forEach(Watch::close);
        snapshots.values().forEach(Snapshot::close);
        transactions.values().forEach(held -> held.transaction.close());
    }

    /** Returns the state that a view names. */
    ReadView view(View view) {
        ReadView state =
                switch (view.kind()) {
                    case DATABASE -> lines.database;
                    case TRANSACTION -> held(view.handle()).transaction;
                    case UNTRACKED -> held(view.handle()).transaction.untracked();
                    case SNAPSHOT -> snapshot(view.handle());
                };
        return view.keyspace() == 0 ? state : state.in(keyspace(view.keyspace()));
    }

    private Reply admin(AdminRequest request) {
        return switch (request) {
            case AdminRequest.Hello hello -> throw new AssertionError(hello);
            case AdminRequest.Ping _ -> new Reply.Number(0);
            case AdminRequest.Checkpoint _ -> new Reply.Number(lines.database.checkpoint());
            case AdminRequest.Counters _ -> new Reply.Counters(lines.database.stats().counters());
            case AdminRequest.Export export -> {
                lines.database.exportTo(Path.of(export.directory()));
                yield new Reply.Done();
            }
        };
    }

    private Reply transaction(TransactionRequest request) {
        return switch (request) {
            case TransactionRequest.Begin begin -> {
                Transaction transaction = lines.database.begin(begin.options());
                transactions.put(begin.transaction(), new Held(transaction));
                yield new Reply.Number(transaction.id());
            }
            case TransactionRequest.Record steps -> record(steps);
            case TransactionRequest.Commit commit -> commit(commit);
            case TransactionRequest.Abort abort -> {
                Held held = transactions.remove(abort.transaction());
                if (held != null) {
                    held.transaction.close();
                }
                yield new Reply.Done();
            }
            case TransactionRequest.OpenSnapshot open -> {
                Snapshot snapshot = lines.database.snapshot();
                snapshots.put(open.snapshot(), snapshot);
                yield new Reply.Number(snapshot.version());
            }
            case TransactionRequest.CloseSnapshot close -> {
                Snapshot snapshot = snapshots.remove(close.snapshot());
                if (snapshot != null) {
                    snapshot.close();
                }
                yield new Reply.Done();
            }
            case TransactionRequest.Outcome outcome ->
                    lines.outcomes.getOrDefault(
                            outcome.token(), new Reply.CommitOutcome(Reply.State.UNKNOWN, 0));
        };
    }

    private Reply record(TransactionRequest.Record request) {
        Held held = held(request.transaction());
        try {
            for (Step step : request.steps()) {
                switch (step) {
                    case Step.Put put -> within(held, put.keyspace()).put(put.key(), put.value());
                    case Step.Delete delete -> within(held, delete.keyspace()).delete(delete.key());
                    case Step.Track track -> {
                        if (track.keyspace() == 0) {
                            held.transaction.track(track.range());
                        } else {
                            held.transaction.track(keyspace(track.keyspace()), track.range());
                        }
                    }
                }
            }
            return new Reply.Done();
        } catch (CairnException e) {
            // A commit that is already on its way must not succeed without these steps.
            held.doom = e;
            throw e;
        }
    }

    private Reply commit(TransactionRequest.Commit request) {
        Held held = held(request.transaction());
        transactions.remove(request.transaction());
        CommitToken token = request.token();
        try (Transaction transaction = held.transaction) {
            if (held.doom != null) {
                throw held.doom;
            }
            long version = transaction.commit();
            lines.outcomes.put(token, new Reply.CommitOutcome(Reply.State.COMMITTED, version));
            return new Reply.Number(version);
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (CairnException e) {
            lines.outcomes.put(token, new Reply.CommitOutcome(Reply.State.ABORTED, 0));
            throw e;
        }
    }

    private Reply write(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Put put ->
                    new Reply.Outcomes(
                            List.of(writable(put.view()).put(put.key(), put.value(), put.modes())));
            case WriteRequest.PutAll put ->
                    new Reply.Outcomes(writable(put.view()).putAll(put.entries(), put.modes()));
            case WriteRequest.Delete delete -> {
                writable(delete.view()).delete(delete.key());
                yield new Reply.Done();
            }
            case WriteRequest.DeleteAll delete -> {
                writable(delete.view()).deleteAll(delete.keys());
                yield new Reply.Done();
            }
            case WriteRequest.DeleteRange delete -> {
                writable(delete.view()).deleteRange(delete.range());
                yield new Reply.Done();
            }
            case WriteRequest.PutStamped put -> {
                writable(put.view()).putStamped(put.entry());
                yield new Reply.Done();
            }
            case WriteRequest.PutFrom put -> throw new AssertionError(put);
        };
    }

    private Reply keyspace(KeyspaceRequest request) {
        return switch (request) {
            case KeyspaceRequest.Open open -> new Reply.Number(number(open.name()));
            case KeyspaceRequest.Names _ ->
                    new Reply.Texts(List.copyOf(lines.database.keyspaceNames()));
            case KeyspaceRequest.Drop drop -> {
                lines.database.dropKeyspace(keyspace(drop.keyspace()));
                yield new Reply.Done();
            }
        };
    }

    private Reply watch(WaitRequest request) {
        return switch (request) {
            case WaitRequest.OpenWatch open -> {
                watches.put(open.watch(), writable(open.view()).watch(open.key()));
                yield new Reply.Done();
            }
            case WaitRequest.WatchFired fired -> new Reply.Flag(watchOf(fired.watch()).fired());
            case WaitRequest.CloseWatch close -> {
                Watch watch = watches.remove(close.watch());
                if (watch != null) {
                    watch.close();
                }
                yield new Reply.Done();
            }
            default -> throw new AssertionError(request);
        };
    }

    private int number(String name) {
        Keyspace keyspace = lines.database.keyspace(name);
        int number = 31 * System.identityHashCode(keyspace) + (int) instance;
        number = number == 0 ? 1 : number;
        KEYSPACES.put(number, keyspace);
        return number;
    }

    private static Keyspace keyspace(int number) {
        Keyspace keyspace = KEYSPACES.get(number);
        if (keyspace == null) {
            throw new InvalidArgumentException("no keyspace has this number", "keyspace", number);
        }
        return keyspace;
    }

    private WriteView writable(View view) {
        return (WriteView) view(view);
    }

    private static WriteView within(Held held, int keyspace) {
        return keyspace == 0 ? held.transaction : held.transaction.in(keyspace(keyspace));
    }

    private Held held(int handle) {
        return found(transactions.get(handle), "transaction");
    }

    private Snapshot snapshot(int handle) {
        return found(snapshots.get(handle), "snapshot");
    }

    private Watch watchOf(int handle) {
        return found(watches.get(handle), "watch");
    }

    private static <T> T found(@Nullable T object, String what) {
        if (object == null) {
            throw new TransactionStateException("none is open with this number", "object", what);
        }
        return object;
    }

    private ReadView view(ReadRequest request) {
        return view(
                switch (request) {
                    case ReadRequest.Get one -> one.view();
                    case ReadRequest.GetAll one -> one.view();
                    case ReadRequest.Exists one -> one.view();
                    case ReadRequest.Lengths one -> one.view();
                    case ReadRequest.GetSized one -> one.view();
                    case ReadRequest.GetInto one -> one.view();
                    case ReadRequest.Count one -> one.view();
                });
    }

    private ReadView view(ListingRequest request) {
        return view(
                switch (request) {
                    case ListingRequest.Keys one -> one.view();
                    case ListingRequest.Entries one -> one.view();
                    case ListingRequest.Sized one -> one.view();
                    case ListingRequest.Children one -> one.view();
                });
    }
}
