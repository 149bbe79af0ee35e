package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Sizes;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WaitRequest;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Waits at the server for keys. Thread-safe. */
final class RemoteWaiting implements Database.Waiting {

    private final OpenRemote database;
    private final RemoteKeyspace keyspace;

    RemoteWaiting(OpenRemote database, RemoteKeyspace keyspace) {
        this.database = database;
        this.keyspace = keyspace;
    }

    @Override
    public Optional<List<byte[]>> awaitAll(List<byte[]> keys, Modes modes, Duration timeout)
            throws InterruptedException {
        List<byte[]> checked = database.checks().keys(keys);
        Objects.requireNonNull(modes, "modes");
        Reply reply =
                await(WaitRequest.Form.VALUES, modes, checked, timeout, modes.has(Mode.CONSUME));
        if (reply instanceof Reply.Done) {
            return Optional.empty();
        }
        List<byte @Nullable []> values = Replies.as(Reply.Values.class, reply).values();
        return Optional.of(values.stream().map(Objects::requireNonNull).toList());
    }

    @Override
    public BitSet awaitExists(List<byte[]> keys, Duration timeout) throws InterruptedException {
        List<byte[]> checked = database.checks().keys(keys);
        Reply reply = await(WaitRequest.Form.PRESENCE, Modes.none(), checked, timeout, false);
        return Replies.as(Reply.Bits.class, reply).bits();
    }

    @Override
    public OptionalLong awaitLength(byte[] key, Duration timeout) throws InterruptedException {
        List<byte[]> checked = List.of(database.checks().key(key));
        long length =
                Replies.number(
                        await(WaitRequest.Form.LENGTH, Modes.none(), checked, timeout, false));
        return length == Sizes.ABSENT ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public boolean awaitDelete(byte[] key, Duration timeout) throws InterruptedException {
        List<byte[]> checked = List.of(database.checks().key(key));
        return Replies.flag(await(WaitRequest.Form.REMOVAL, Modes.none(), checked, timeout, true));
    }

    private Reply await(
            WaitRequest.Form form,
            Modes modes,
            List<byte[]> keys,
            Duration timeout,
            boolean changes)
            throws InterruptedException {
        long nanos = Math.max(0, RemotePatience.nanos(Objects.requireNonNull(timeout, "timeout")));
        long start = database.components().nanoTicker().getAsLong();
        for (int resends = 0; ; resends++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long passed = database.components().nanoTicker().getAsLong() - start;
            long left = Math.max(0, nanos - passed);
            Line line = database.line();
            Request request = null;
            try {
                int number = keyspace.numberOn(line);
                request = new WaitRequest.Await(number, form, modes, keys, left);
                return database.await(line, request, left);
            } catch (UnavailableException e) {
                if (!Replies.isLoss(e)) {
                    throw e;
                }
                if (changes && request != null && !Replies.isUnsent(e)) {
                    throw Replies.unknown(request, e);
                }
                if (resends >= OpenRemote.RESENDS_MAX) {
                    throw e;
                }
            }
        }
    }
}
