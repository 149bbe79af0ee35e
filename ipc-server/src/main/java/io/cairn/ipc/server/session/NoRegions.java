package io.cairn.ipc.server.session;

import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands for shared memory where there is none to give: every use is refused. Stateless. */
public final class NoRegions implements Regions {

    /** Makes one. */
    public NoRegions() {
        // There is nothing to set up.
    }

    @Override
    public long bytesMax() {
        return 0;
    }

    @Override
    public Reply.Region open(long bytes) {
        throw unsupported();
    }

    @Override
    public void mapped(int region) {
        throw unsupported();
    }

    @Override
    public void close(int region) {
        // None is open, and closing such a one is no error.
    }

    @Override
    public <R extends @Nullable Object> R use(
            int region, long offset, long length, Function<MemorySegment, R> body) {
        throw unsupported();
    }

    @Override
    public Request read(RegionRequest.Spilled place) {
        throw unsupported();
    }

    @Override
    public Reply.Spilled spill(int code, long length, Consumer<WireWriter> body) {
        throw unsupported();
    }

    @Override
    public void close() {
        // There is nothing to free.
    }

    private static UnsupportedRequestException unsupported() {
        return new UnsupportedRequestException(
                "this server has no shared memory to lend; send and ask for what fits a frame");
    }
}
