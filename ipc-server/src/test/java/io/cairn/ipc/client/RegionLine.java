package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.api.WriteView;
import io.cairn.argument.ArgumentChecks;
import io.cairn.config.Limits;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.ipc.server.region.LongBodies;
import io.cairn.ipc.server.region.RegionSlice;
import io.cairn.ipc.server.region.RegionTable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A connection without a socket: answers from a database and a table of regions as a server would.
 */
final class RegionLine implements Line, Lines {

    final List<Request> seen = new ArrayList<>();
    int holds;

    /** Runs before each request is answered. */
    Runnable before = () -> {};

    private final Database database;
    private final RegionTable table;
    private final Map<Integer, WriteView> keyspaces;
    private final long regionBytesMax;
    private final ArgumentChecks checks;
    private boolean open = true;

    RegionLine(
            Database database,
            RegionTable table,
            Map<Integer, WriteView> keyspaces,
            long regionBytesMax) {
        this.database = database;
        this.table = table;
        this.keyspaces = keyspaces;
        this.regionBytesMax = regionBytesMax;
        checks = new ArgumentChecks(Limits.defaults(), 100);
    }

    @Override
    public synchronized Reply call(List<Request> earlier, Request request) {
        earlier.forEach(this::answer);
        return answer(request);
    }

    @Override
    public Reply callInterruptibly(Request request, long waitNanos) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        return CompletableFuture.completedFuture(call(request));
    }

    @Override
    public List<Supplier<Reply>> ask(List<Request> requests) {
        List<Supplier<Reply>> replies = new ArrayList<>();
        for (Request request : requests) {
            Reply reply = call(request);
            replies.add(() -> reply);
        }
        return replies;
    }

    @Override
    public Welcome welcome() {
        return new Welcome(1, 1, 1, "memory", 0, regionBytesMax, 100, Limits.defaults());
    }

    @Override
    public int newHandle() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Line line() {
        return this;
    }

    @Override
    public void hold(Line line) {
        holds++;
    }

    @Override
    public void release(Line line) {
        holds--;
    }

    /** Loses the connection. */
    @Override
    public void close() {
        open = false;
        table.close();
    }

    private Reply answer(Request request) {
        seen.add(request);
        before.run();
        if (!open) {
            throw new UnavailableException(ErrorCode.DISCONNECTED, "lost", null);
        }
        return switch (request) {
            case RegionRequest.Open o -> table.open(o.bytes());
            case RegionRequest.Mapped mapped -> {
                table.mapped(mapped.region());
                yield new Reply.Done();
            }
            case RegionRequest.Close close -> {
                table.close(close.region());
                yield new Reply.Done();
            }
            case RegionRequest.Spilled spilled ->
                    answer(LongBodies.read(table, spilled, Integer.MAX_VALUE));
            case WriteRequest.PutFrom put -> putFrom(put);
            case WriteRequest.PutAll all ->
                    new Reply.Outcomes(at(all.view()).putAll(all.entries(), all.modes()));
            case WriteRequest.DeleteAll all -> {
                at(all.view()).deleteAll(all.keys());
                yield new Reply.Done();
            }
            case ReadRequest.GetInto get -> getInto(get);
            case ReadRequest.Get get -> get(get);
            default -> throw new UnsupportedOperationException(request.toString());
        };
    }

    private Reply get(ReadRequest.Get get) {
        Reply reply = new Reply.Value(at(get.view()).get(get.key()));
        WireWriter frame = new WireWriter(64);
        int bytes = reply.encodeFrame(frame, 0) - Frame.NUMBER_BYTES;
        return bytes > Frame.PAYLOAD_BYTES_MAX - Frame.NUMBER_BYTES
                ? LongBodies.write(table, reply.code().code(), bytes, reply::encode)
                : reply;
    }

    private Reply putFrom(WriteRequest.PutFrom put) {
        try (RegionSlice slice = table.slice(put.region(), put.offset(), put.length())) {
            byte[] value = slice.value(checks);
            return new Reply.Outcomes(List.of(at(put.view()).put(put.key(), value, put.modes())));
        }
    }

    private Reply getInto(ReadRequest.GetInto get) {
        MemorySegment key = MemorySegment.ofArray(get.key());
        try (RegionSlice slice = table.slice(get.region(), get.offset(), get.capacity())) {
            return new Reply.Number(
                    slice.apply(
                            memory -> at(get.view()).segments().getInto(key, memory, get.modes())));
        }
    }

    private WriteView at(View view) {
        return view.keyspace() == 0 ? database : keyspaces.get(view.keyspace());
    }
}
