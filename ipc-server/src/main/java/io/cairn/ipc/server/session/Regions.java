package io.cairn.ipc.server.session;

import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shared memory of one connection as a session uses it. Thread-safe. The session closes it.
 *
 * <p>Every method but {@link #bytesMax} may take time in proportion to the size.
 */
public interface Regions extends AutoCloseable {

    /**
     * Returns how much shared memory the connection may have open.
     *
     * @return bytes; 0 when there is none to give
     */
    long bytesMax();

    /**
     * Makes a region.
     *
     * @param bytes its least size in bytes, taken as unsigned
     * @return how the client reaches it
     */
    Reply.Region open(long bytes);

    /**
     * Notes that the client has mapped a region.
     *
     * @param region the region
     */
    void mapped(int region);

    /**
     * Closes a region; one that is not open is no error.
     *
     * @param region the region
     */
    void close(int region);

    /**
     * Uses a place in a region, which stays mapped meanwhile.
     *
     * @param region the region
     * @param offset where the place begins, in bytes, taken as unsigned
     * @param length how long it is, in bytes, taken as unsigned
     * @param body called with the place, which it must not keep
     * @param <R> the body's result
     * @return the body's result
     */
    <R extends @Nullable Object> R use(
            int region, long offset, long length, Function<MemorySegment, R> body);

    /**
     * Reads a request out of a region.
     *
     * @param place where its body lies
     * @return the request, which shares nothing with the region
     */
    Request read(RegionRequest.Spilled place);

    /**
     * Puts the body of a reply into a region of its own.
     *
     * @param code the reply's opcode
     * @param length how long the body is, in bytes
     * @param body writes exactly so many bytes
     * @return what to send in the reply's place
     */
    Reply.Spilled spill(int code, long length, Consumer<WireWriter> body);

    /** Closes all regions. */
    @Override
    void close();
}
