package io.cairn.ipc.client;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.RegionFile;
import io.cairn.ipc.protocol.Reply;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Shared memory of the server, mapped into this process. As thread-safe as its arena. Whoever
 * mapped it closes it; it sends nothing to the server and stays mapped when the connection is lost.
 */
final class MappedRegion implements AutoCloseable {

    private final Arena arena;
    private final MemorySegment segment;

    private MappedRegion(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Maps a region. An interrupt of the thread is kept for later.
     *
     * @param region what the server answered
     * @param arena decides which threads may use the memory; closed with the mapping, or when this
     *     fails
     * @return the mapping
     * @throws UnsupportedRequestException when this process cannot open the server's memory
     * @throws UnavailableException (IO) when there is no room to map it
     */
    static MappedRegion map(Reply.Region region, Arena arena) {
        boolean mapped = false;
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = open(region)) {
                    MemorySegment segment =
                            channel.map(MapMode.READ_WRITE, 0, region.bytes(), arena);
                    mapped = true;
                    return new MappedRegion(arena, segment);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the server's shared memory could not be mapped",
                    e,
                    "path",
                    region.path(),
                    "bytes",
                    region.bytes());
        } finally {
            if (!mapped) {
                arena.close();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns the memory, as large as the server said. Using it after {@link #close} throws {@link
     * IllegalStateException}.
     *
     * @return the live segment
     */
    MemorySegment segment() {
        return segment;
    }

    /**
     * Unmaps the memory. To be called once.
     *
     * @throws IllegalStateException when a thread has lent the memory to native code, as to a
     *     channel; it can be closed once that is over
     */
    @Override
    public void close() {
        arena.close();
    }

    /** Opens the file and makes sure that it is the region's and not another of the same number. */
    private static FileChannel open(Reply.Region region) throws ClosedByInterruptException {
        FileChannel channel = null;
        boolean right = false;
        try {
            Path path = Path.of(region.path());
            // Before: opening some other file could do something to it.
            checkLink(region, path);
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // After: the server may have closed the file in between, and opened another.
            checkLink(region, path);
            if (channel.size() != region.bytes()) {
                throw unreachable(region, "its size is " + channel.size());
            }
            right = true;
            return channel;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw unreachable(region, e);
        } finally {
            if (channel != null && !right) {
                closeQuietly(channel);
            }
        }
    }

    private static void checkLink(Reply.Region region, Path path) throws IOException {
        String target = Files.readSymbolicLink(path).toString();
        if (!target.equals(RegionFile.link(region.region()))) {
            throw unreachable(region, "it is " + target);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It was opened for nothing but to be mapped; the failure that led here is thrown.
        }
    }

    private static UnsupportedRequestException unreachable(Reply.Region region, Object why) {
        return new UnsupportedRequestException(
                "the server's shared memory cannot be opened; run client and server as the same"
                        + " user and in the same PID namespace (container), or use calls that do"
                        + " not need it",
                "path",
                region.path(),
                "bytes",
                region.bytes(),
                "failure",
                why);
    }
}
