package io.cairn.local;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.RetryableException;

/** A transaction's state, read without causing conflicts. */
final class UntrackedAccess extends Access {

    private final OpenTransaction transaction;

    UntrackedAccess(OpenTransaction transaction) {
        super(transaction.database());
        this.transaction = transaction;
    }

    @Override
    void enter(LocalKeyspace keyspace) {
        transaction.enter(keyspace);
    }

    @Override
    void leave(LocalKeyspace keyspace) {
        transaction.leave(keyspace);
    }

    @Override
    EngineSnapshot view() {
        return transaction.untrackedView();
    }

    @Override
    void failed(RetryableException failure) {
        transaction.failed(failure);
    }

    @Override
    CursorState openCursor(LocalKeyspace keyspace, KeyRange range, ScanOptions options) {
        return transaction.openCursor(this, keyspace, range, options, null);
    }
}
