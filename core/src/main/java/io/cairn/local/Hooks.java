package io.cairn.local;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Registration;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ClosedException;
import io.cairn.error.RetryableException;
import io.cairn.error.VetoException;
import io.cairn.txn.BufferedTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The commit hooks of one open database, run in the order of their registration. Thread-safe. */
final class Hooks {

    private static final Logger LOG = System.getLogger(Hooks.class.getName());

    private final Keyspaces keyspaces;
    private final CallbackDepth callbacks;
    private final List<Registered> hooks = new CopyOnWriteArrayList<>();

    Hooks(Keyspaces keyspaces, CallbackDepth callbacks) {
        this.keyspaces = keyspaces;
        this.callbacks = callbacks;
    }

    /** Each registration is of its own, also when a hook is added twice. */
    private record Registered(CommitHook hook, AtomicBoolean open) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Registration add(CommitHook hook) {
        Registered registered =
                new Registered(Objects.requireNonNull(hook, "hook"), new AtomicBoolean(true));
        hooks.add(registered);
        return () -> {
            if (registered.open().compareAndSet(true, false)) {
                hooks.remove(registered);
            }
        };
    }

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    /** Returns the hooks that a commit beginning now runs, or null when there are none. */
    @Nullable Round round(OpenTransaction transaction) {
        return hooks.isEmpty() ? null : new Round(transaction, List.copyOf(hooks));
    }

    /** One commit's walk over the hooks. */
    final class Round {

        private final OpenTransaction transaction;
        private final List<Registered> round;
        private ChangeSet changes = new ChangeSet(List.of());

        Round(OpenTransaction transaction, List<Registered> round) {
            this.transaction = transaction;
            this.round = round;
        }

        /** Shows each hook what the transaction wrote; a hook's exception becomes a veto. */
        void before(BufferedTransaction buffered) {
            ChangeSet written = changes(buffered.toBatch());
            WriteView view = new LocalWriteView(transaction, keyspaces.standard(), transaction);
            callbacks.begin();
            try {
                for (Registered registered : round) {
                    registered.hook().beforeCommit(view, written);
                }
            } catch (RetryableException | VetoException | ClosedException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new VetoException(
                        "a commit hook refused the transaction; nothing was written",
                        e,
                        "reason",
                        e);
            } finally {
                callbacks.end();
            }
            changes = changes(buffered.toBatch());
        }

        /** Tells each hook what was committed; what they throw is logged. */
        void after(long version) {
            callbacks.begin();
            try {
                for (Registered registered : round) {
                    tell(registered.hook(), version);
                }
            } finally {
                callbacks.end();
            }
        }

        private void tell(CommitHook hook, long version) {
            try {
                hook.afterCommit(version, changes);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "a hook failed after commit " + version + ", which stays committed",
                        e);
            }
        }
    }

    private ChangeSet changes(WriteBatch batch) {
        List<ChangeSet.Change> changes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            String keyspace = keyspaces.name(batch.keyspace(i));
            changes.add(
                    switch (batch.kind(i)) {
                        case PUT ->
                                new ChangeSet.Change(keyspace, KeyRange.single(batch.key(i)), true);
                        case DELETE ->
                                new ChangeSet.Change(
                                        keyspace, KeyRange.single(batch.key(i)), false);
                        case DELETE_RANGE -> new ChangeSet.Change(keyspace, batch.range(i), false);
                    });
        }
        return new ChangeSet(changes);
    }
}
