package io.cairn.ipc.client;

import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WriteRequest;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The newest state, where each request is a transaction of its own, which the server runs again on
 * conflict. Thread-safe.
 *
 * <p>A read whose connection is lost is sent once more. A write is sent again only when the server
 * cannot have seen it.
 */
final class RemoteAutoCommit extends RemoteWriteAccess {

    private final RemoteCursors cursors = new RemoteCursors();

    RemoteAutoCommit(OpenRemote database) {
        super(database);
    }

    /** Makes a call that changes nothing, once more when its connection is lost. */
    static <R> R again(Supplier<R> call) {
        try {
            return call.get();
        } catch (UnavailableException e) {
            if (!Replies.isLoss(e)) {
                throw e;
            }
            return call.get();
        }
    }

    /** Makes a call that changes something. */
    static Reply write(OpenRemote database, Function<Line, Request> ask) {
        for (int resends = 0; ; resends++) {
            Line line = database.line();
            Request request = null;
            try {
                request = ask.apply(line);
                return database.call(line, request);
            } catch (UnavailableException e) {
                if (!Replies.isLoss(e)) {
                    throw e;
                }
                if (request != null && !Replies.isUnsent(e)) {
                    throw Replies.unknown(request, e);
                }
                if (resends >= OpenRemote.RESENDS_MAX) {
                    throw e;
                }
            }
        }
    }

    @Override
    Reply read(RemoteKeyspace keyspace, Ask ask) {
        return again(() -> {
            Line line = database().line();
            return database().call(line, ask.of(view(keyspace, line)));
        });
    }

    @Override
    Reply write(RemoteKeyspace keyspace, long bytes, Ask ask) {
        return write(database(), line -> ask.of(view(keyspace, line)));
    }

    @Override
    void put(RemoteKeyspace keyspace, byte[] key, byte[] value) {
        write(keyspace, 0, view -> new WriteRequest.Put(view, Modes.none(), key, value));
    }

    @Override
    void delete(RemoteKeyspace keyspace, byte[] key) {
        write(keyspace, 0, view -> new WriteRequest.Delete(view, key));
    }

    @Override
    void deleteSubtree(RemoteKeyspace keyspace, KeyPath path) {
        new RemoteRetries(database())
                .transact(
                        TransactionOptions.defaults(),
                        tx -> {
                            tx.deleteSubtree(keyspace, path);
                            return true;
                        });
    }

    @Override
    OpenRemoteWatch watch(RemoteKeyspace keyspace, byte[] key) {
        return again(() -> {
            Line line = database().line();
            int handle = line.newHandle();
            View view = view(keyspace, line);
            database().call(line, new WaitRequest.OpenWatch(handle, view, key));
            return new OpenRemoteWatch(database(), line, handle, true);
        });
    }

    @Override
    OpenRemoteCursor openCursor(RemoteKeyspace keyspace, KeyRange range, ScanOptions options) {
        RemoteScan scan = RemoteScan.of(range, options, false);
        return again(() -> {
            Line line = database().line();
            int handle = line.newHandle();
            Request open = scan.open(handle, view(keyspace, line));
            Reply first = database().call(line, open);
            return new OpenRemoteCursor(database(), line, handle, scan, keyspace, cursors, null)
                    .start(first);
        });
    }

    @Override
    void checkOpen() {
        database().gate().check();
    }

    private static View view(RemoteKeyspace keyspace, Line line) {
        return View.DATABASE.in(keyspace.numberOn(line));
    }
}
