package io.cairn.ipc.client;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import org.jspecify.annotations.Nullable;

/** A transaction's state, read without causing conflicts. */
final class RemoteUntracked extends RemoteAccess {

    private final OpenRemoteTransaction transaction;

    RemoteUntracked(OpenRemoteTransaction transaction) {
        super(transaction.database());
        this.transaction = transaction;
    }

    @Override
    Reply read(RemoteKeyspace keyspace, Ask ask) {
        return transaction.ask(keyspace, View.Kind.UNTRACKED, ask);
    }

    @Override
    <R extends @Nullable Object> @Nullable R lend(
            RemoteKeyspace keyspace, Ask ask, SegmentReader<R> reader) {
        transaction.checkOpen();
        transaction.turn().enter();
        try {
            return super.lend(keyspace, ask, reader);
        } finally {
            transaction.turn().leave();
        }
    }

    @Override
    OpenRemoteCursor openCursor(RemoteKeyspace keyspace, KeyRange range, ScanOptions options) {
        return transaction.openCursor(keyspace, range, options, View.Kind.UNTRACKED, false);
    }

    @Override
    void checkOpen() {
        transaction.checkOpen();
    }
}
