package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.KeyRange;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation on the newest state, checked, with copies of what was given. Immutable.
 *
 * @param keyspace where
 * @param writes whether it changes something
 * @param bytes how many bytes of keys and values it carries
 * @param ask makes the request
 * @param result makes the result of the reply
 * @param <T> the result's type
 */
record RemoteOperation<T extends @Nullable Object>(
        RemoteKeyspace keyspace,
        boolean writes,
        long bytes,
        RemoteAccess.Ask ask,
        Function<Reply, T> result) {

    /** Makes the request for a connection. */
    Request request(Line line) {
        return ask.of(View.DATABASE.in(keyspace.numberOn(line)));
    }

    /** Makes the operations of one keyspace. Thread-safe. */
    record Maker(OpenRemote database, RemoteKeyspace keyspace) {

        RemoteOperation<byte @Nullable []> get(byte[] key) {
            byte[] own = database.checks().key(key).clone();
            return read(
                    own.length,
                    view -> new ReadRequest.Get(view, Modes.none(), own),
                    Replies::value);
        }

        RemoteOperation<Boolean> exists(byte[] key) {
            List<byte[]> own = List.of(database.checks().key(key).clone());
            return read(
                    ArgumentChecks.keyBytes(own),
                    view -> new ReadRequest.Exists(view, own),
                    reply -> Replies.as(Reply.Bits.class, reply).bits().get(0));
        }

        RemoteOperation<Long> length(byte[] key) {
            List<byte[]> own = List.of(database.checks().key(key).clone());
            return read(
                    ArgumentChecks.keyBytes(own),
                    view -> new ReadRequest.Lengths(view, own),
                    reply -> Replies.as(Reply.Numbers.class, reply).numbers()[0]);
        }

        RemoteOperation<List<byte @Nullable []>> getAll(List<byte[]> keys) {
            List<byte[]> own = copies(keys);
            return read(
                    ArgumentChecks.keyBytes(own),
                    view -> new ReadRequest.GetAll(view, Modes.none(), own),
                    reply -> Replies.as(Reply.Values.class, reply).values());
        }

        RemoteOperation<@Nullable Void> put(byte[] key, byte[] value) {
            byte[] ownKey = database.checks().key(key).clone();
            byte[] ownValue = database.checks().value(value).clone();
            return write(
                    (long) ownKey.length + ownValue.length,
                    view -> new WriteRequest.Put(view, Modes.none(), ownKey, ownValue));
        }

        RemoteOperation<@Nullable Void> putAll(List<Entry> entries) {
            List<Entry> own = database.checks().entries(entries);
            return write(
                    ArgumentChecks.bytes(own),
                    view -> new WriteRequest.PutAll(view, Modes.none(), own));
        }

        RemoteOperation<@Nullable Void> delete(byte[] key) {
            byte[] own = database.checks().key(key).clone();
            return write(own.length, view -> new WriteRequest.Delete(view, own));
        }

        RemoteOperation<@Nullable Void> deleteAll(List<byte[]> keys) {
            List<byte[]> own = copies(keys);
            return write(
                    ArgumentChecks.keyBytes(own), view -> new WriteRequest.DeleteAll(view, own));
        }

        RemoteOperation<Long> count(KeyRange range) {
            Objects.requireNonNull(range, "range");
            return read(0, view -> new ReadRequest.Count(view, range), Replies::number);
        }

        RemoteOperation<EntryPage> list(ListRequest request) {
            Objects.requireNonNull(request, "request");
            boolean writes = request.modes().has(Mode.CONSUME);
            return new RemoteOperation<>(
                    keyspace,
                    writes,
                    0,
                    view -> new ListingRequest.Entries(view, request),
                    RemoteReadView::entries);
        }

        private List<byte[]> copies(List<byte[]> keys) {
            List<byte[]> own = database.checks().keys(keys);
            own.replaceAll(byte[]::clone);
            return own;
        }

        private <T extends @Nullable Object> RemoteOperation<T> read(
                long bytes, RemoteAccess.Ask ask, Function<Reply, T> result) {
            return new RemoteOperation<>(keyspace, false, bytes, ask, result);
        }

        private RemoteOperation<@Nullable Void> write(long bytes, RemoteAccess.Ask ask) {
            return new RemoteOperation<>(keyspace, true, bytes, ask, reply -> null);
        }
    }
}
