package io.cairn.bench;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.bench.ipc.GrpcPeer;
import io.cairn.bench.ipc.LocalServer;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.Pipelined;
import io.cairn.ipc.client.RegisteredBuffer;
import io.cairn.ipc.client.RemoteDatabase;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client against what it stands for: scans against the engine in process, registered buffers
 * against a copy in memory, single calls against gRPC over the same kind of socket. The servers are
 * processes of their own, with the memory engine.
 */
final class IpcCalls {

    private static final int LARGE_BYTES = 64 << 20;
    private static final int DEPTH = 16;

    private IpcCalls() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalServer server = LocalServer.start();
                RemoteDatabase remote = CairnClient.connect(server.socket())) {
            scans(remote);
            registeredBuffer(remote);
            calls(remote, server);
        }
    }

    private static void scans(Database remote) throws Exception {
        try (Database embedded = Stores.memory()) {
            Stores.fill(embedded, Data.ascending());
            Stores.fill(remote, Data.ascending());
            long expected = borrowed(embedded);
            new Rounds(20, 15)
                    .add("embedded scan, borrowed segments", () -> checked(embedded, expected))
                    .add("client, borrowed segments", () -> checked(remote, expected))
                    .run()
                    .report(
                            "client: scan, borrowed segments",
                            "client, borrowed segments",
                            "embedded scan, borrowed segments",
                            0.3);
        }
    }

    private static long checked(Database db, long expected) {
        Data.same("scan", borrowed(db), expected);
        return Data.ENTRIES;
    }

    private static long borrowed(Database db) {
        long sum = 0;
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                sum += Data.touch(cursor.keySegment()) + Data.touch(cursor.valueSegment());
            }
        }
        return sum;
    }

    /** The value lies in shared memory afterwards in both cases; the peer only copies it there. */
    private static void registeredBuffer(RemoteDatabase remote) throws Exception {
        byte[] key = Bytes.utf8("large");
        byte[] value = new byte[LARGE_BYTES];
        new java.util.Random(1).nextBytes(value);
        remote.put(key, value);
        try (RegisteredBuffer buffer = remote.register(LARGE_BYTES);
                Arena arena = Arena.ofConfined()) {
            MemorySegment source = MemorySegment.ofArray(value);
            MemorySegment target = arena.allocate(LARGE_BYTES);
            new Rounds(5, 15)
                    .add(
                            "memory copy",
                            () -> {
                                target.copyFrom(source);
                                return 1;
                            })
                    .add(
                            "client, registered buffer",
                            () ->
                                    Data.same(
                                                    "size",
                                                    buffer.getInto(key, 0, LARGE_BYTES),
                                                    LARGE_BYTES)
                                            / LARGE_BYTES)
                    .run()
                    .report(
                            "client: get into a registered buffer, 64 MB, at most 1.25x the time",
                            "client, registered buffer",
                            "memory copy",
                            0.8);
        }
        remote.delete(key);
    }

    private static void calls(RemoteDatabase remote, LocalServer server) throws Exception {
        byte[][] keys = Data.randomKeys(Data.operations(4_000), 5);
        try (GrpcPeer grpc = GrpcPeer.connect(server.grpcSocket())) {
            Rounds.Medians medians =
                    new Rounds(8, 15)
                            .add(
                                    "gRPC, one call at a time",
                                    () -> {
                                        for (byte[] key : keys) {
                                            grpc.get(key);
                                        }
                                        return keys.length;
                                    })
                            .add(
                                    "client, one call at a time",
                                    () -> {
                                        for (byte[] key : keys) {
                                            remote.get(key);
                                        }
                                        return keys.length;
                                    })
                            .add("gRPC, 16 under way", () -> grpc.getAll(keys, DEPTH))
                            .add("client, 16 under way", () -> pipelined(remote, keys))
                            .run();
            medians.report(
                    "client: single get",
                    "client, one call at a time",
                    "gRPC, one call at a time",
                    2);
            medians.report(
                    "client: get, 16 under way", "client, 16 under way", "gRPC, 16 under way", 5);
        }
    }

    private static long pipelined(RemoteDatabase remote, byte[][] keys) {
        List<Pipelined<byte @Nullable []>> values = new ArrayList<>();
        for (int from = 0; from < keys.length; from += DEPTH) {
            int to = Math.min(keys.length, from + DEPTH);
            int begin = from;
            values.clear();
            remote.batch(pipeline -> {
                for (int i = begin; i < to; i++) {
                    values.add(pipeline.get(keys[i]));
                }
            });
            for (Pipelined<byte @Nullable []> value : values) {
                value.get();
            }
        }
        return keys.length;
    }
}
