package io.cairn.ipc.client;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadBody;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyRange;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The transaction that users hold. */
final class RemoteTransaction extends RemoteWriteView implements Transaction {

    private final OpenRemoteTransaction open;
    private final Cleaner.@Nullable Cleanable cleanable;

    /** Wraps an open transaction; {@code watched} unless whoever made it certainly closes it. */
    RemoteTransaction(OpenRemoteTransaction open, boolean watched) {
        super(open, open.database().keyspaces().standard(), null);
        this.open = open;
        cleanable = watched ? open.release().watchOver(this) : null;
    }

    @Override
    public long id() {
        return open.id();
    }

    @Override
    public ReadView untracked() {
        open.checkOpen();
        return new RemoteReadView(new RemoteUntracked(open), keyspace(), anchor());
    }

    @Override
    public void track(KeyRange range) {
        open.track(keyspace(), Objects.requireNonNull(range, "range"));
    }

    @Override
    public void track(Keyspace keyspace, KeyRange range) {
        RemoteKeyspace resolved = open.database().keyspaces().resolve(keyspace);
        open.track(resolved, Objects.requireNonNull(range, "range"));
    }

    @Override
    public long commit() {
        try {
            return open.commit();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void abort() {
        open.abort();
    }

    @Override
    public TransactionState state() {
        return open.status();
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R transact(TransactionBody<R, X> body)
            throws X {
        Objects.requireNonNull(body, "body");
        open.bodyBegins();
        try {
            return body.run(this);
        } finally {
            open.bodyEnds();
        }
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        open.bodyBegins();
        try {
            return body.run(this);
        } finally {
            open.bodyEnds();
        }
    }

    @Override
    public void close() {
        open.closeByUser();
        if (cleanable != null) {
            cleanable.clean();
        }
    }
}
