package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Regions that are arrays, which the test reads and writes as if it had mapped them. */
final class HeapRegions implements Regions {

    final Map<Integer, byte[]> open = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final long bytesMax;
    volatile boolean closed;

    HeapRegions(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public long bytesMax() {
        return bytesMax;
    }

    @Override
    public Reply.Region open(long bytes) {
        int number = last.incrementAndGet();
        open.put(number, new byte[(int) bytes]);
        return new Reply.Region(number, "/region/" + number, bytes);
    }

    @Override
    public void mapped(int region) {
        memory(region);
    }

    @Override
    public void close(int region) {
        open.remove(region);
    }

    @Override
    public <R extends @Nullable Object> R use(
            int region, long offset, long length, Function<MemorySegment, R> body) {
        return body.apply(MemorySegment.ofArray(memory(region)).asSlice(offset, length));
    }

    @Override
    public Request read(RegionRequest.Spilled place) {
        ByteBuffer body =
                ByteBuffer.wrap(memory(place.region()), (int) place.offset(), (int) place.length());
        return Objects.requireNonNull(Opcode.of(place.code())).decode(new WireReader(body));
    }

    @Override
    public Reply.Spilled spill(int code, long length, Consumer<WireWriter> body) {
        Reply.Region region = open(length);
        WireWriter out = new WireWriter((int) length);
        body.accept(out);
        byte[] bytes = memory(region.region());
        if (out.position() != bytes.length) {
            throw new AssertionError("announced " + length + ", wrote " + out.position());
        }
        out.buffer().get(0, bytes);
        return new Reply.Spilled(code, region, length);
    }

    @Override
    public void close() {
        open.clear();
        closed = true;
    }

    private byte[] memory(int region) {
        byte[] memory = open.get(region);
        if (memory == null) {
            throw new InvalidArgumentException("no such region", "region", region);
        }
        return memory;
    }
}
