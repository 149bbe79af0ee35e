package io.cairn.ipc.server.session;

import io.cairn.api.Keyspace;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.WriteView;
import io.cairn.config.Durability;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import java.util.List;

/** Serves transactions and snapshots. Stateless but for its desk. */
final class Transactions {

    /** The most steps that are recorded on the connection's own thread. */
    private static final int HERE_STEPS_MAX = 4096;

    private final Desk desk;
    private final Waits waits;

    Transactions(Desk desk, Waits waits) {
        this.desk = desk;
        this.waits = waits;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, TransactionRequest request) {
        switch (request) {
            case TransactionRequest.Begin begin -> begin(number, begin);
            case TransactionRequest.Record steps -> {
                HeldTransaction held = desk.handles().transaction(steps.transaction());
                Work work = answer -> record(held, steps.steps(), answer);
                if (steps.steps().size() <= HERE_STEPS_MAX) {
                    desk.runner().here(number, held.lane(), work);
                } else {
                    desk.runner().away(number, held.lane(), false, work);
                }
            }
            case TransactionRequest.Commit commit -> {
                HeldTransaction held = desk.handles().retireTransaction(commit.transaction());
                Work work = answer -> commit(held, commit.token(), answer);
                if (held.commitsSlowly()) {
                    desk.runner().away(number, held.lane(), false, work);
                } else {
                    desk.runner().here(number, held.lane(), work);
                }
            }
            case TransactionRequest.Abort abort -> abort(number, abort.transaction());
            case TransactionRequest.OpenSnapshot open -> {
                Work work = answer -> openSnapshot(open.snapshot(), answer);
                desk.runner().here(number, null, work);
            }
            case TransactionRequest.CloseSnapshot close -> closeSnapshot(number, close.snapshot());
            case TransactionRequest.Outcome outcome -> waits.outcome(number, outcome.token());
        }
    }

    private void begin(int number, TransactionRequest.Begin begin) {
        desk.runner()
                .here(
                        number,
                        null,
                        answer -> {
                            TransactionOptions options = begin.options();
                            Transaction transaction = desk.database().begin(options);
                            Durability asked = options.durability();
                            try {
                                desk.handles()
                                        .transactions()
                                        .add(
                                                begin.transaction(),
                                                new HeldTransaction(
                                                        transaction,
                                                        asked == null
                                                                ? desk.served().durability()
                                                                : asked));
                            } catch (RuntimeException | Error e) {
                                transaction.close();
                                throw e;
                            }
                            answer.number(transaction.id());
                        });
    }

    private void record(HeldTransaction held, List<Step> steps, Answer answer) {
        try {
            for (Step step : steps) {
                record(held, step);
            }
        } catch (RuntimeException | Error e) {
            // A commit that may have been sent already must not succeed without these steps.
            held.doom(
                    e instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException("steps of a transaction were lost", e));
            throw e;
        }
        answer.done();
    }

    private void record(HeldTransaction held, Step step) {
        Transaction transaction = held.transaction();
        switch (step) {
            case Step.Put put -> {
                held.willWrite();
                view(transaction, put.keyspace()).put(put.key(), put.value());
            }
            case Step.Delete delete -> {
                held.willWrite();
                view(transaction, delete.keyspace()).delete(delete.key());
            }
            case Step.Track track -> {
                Keyspace keyspace = desk.keyspace(track.keyspace());
                if (keyspace == null) {
                    transaction.track(track.range());
                } else {
                    transaction.track(keyspace, track.range());
                }
            }
        }
    }

    private WriteView view(Transaction transaction, int number) {
        Keyspace keyspace = desk.keyspace(number);
        return keyspace == null ? transaction : transaction.in(keyspace);
    }

    private void commit(HeldTransaction held, CommitToken token, Answer answer) {
        try (Transaction transaction = held.transaction()) {
            desk.outcomes().begin(token);
            Reply.State state = Reply.State.ABORTED;
            long version = 0;
            try {
                RuntimeException failure = held.failure();
                if (failure != null) {
                    throw failure;
                }
                version = transaction.commit();
                state = Reply.State.COMMITTED;
            } catch (OutcomeUnknownException e) {
                state = Reply.State.UNKNOWN;
                throw e;
            } finally {
                desk.outcomes().end(token, state, version);
            }
            answer.number(version);
        } finally {
            desk.handles().transactions().left(held);
        }
    }

    private void abort(int number, int transaction) {
        HeldTransaction held =
                desk.handles().transactions().get(transaction) == null
                        ? null
                        : desk.handles().retireTransaction(transaction);
        desk.runner()
                .here(
                        number,
                        held == null ? null : held.lane(),
                        answer -> {
                            if (held != null) {
                                held.transaction().close();
                                desk.handles().transactions().left(held);
                            }
                            answer.done();
                        });
    }

    private void openSnapshot(int number, Answer answer) {
        Snapshot snapshot = desk.database().snapshot();
        try {
            desk.handles().snapshots().add(number, snapshot);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
        answer.number(snapshot.version());
    }

    private void closeSnapshot(int number, int handle) {
        Snapshot snapshot = desk.handles().snapshots().retire(handle);
        Work work =
                answer -> {
                    if (snapshot != null) {
                        snapshot.close();
                        desk.handles().snapshots().left(snapshot);
                    }
                    answer.done();
                };
        // Closing waits for calls on the snapshot that other threads have not returned from.
        if (snapshot != null && desk.runner().isWorking()) {
            desk.runner().away(number, null, false, work);
        } else {
            desk.runner().here(number, null, work);
        }
    }
}
