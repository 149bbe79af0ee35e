package io.cairn.ipc.server.region;

import static io.cairn.ipc.server.region.Libc.F_ADD_SEALS;
import static io.cairn.ipc.server.region.Libc.F_SEAL_GROW;
import static io.cairn.ipc.server.region.Libc.F_SEAL_SEAL;
import static io.cairn.ipc.server.region.Libc.F_SEAL_SHRINK;
import static io.cairn.ipc.server.region.Libc.MFD_ALLOW_SEALING;
import static io.cairn.ipc.server.region.Libc.MFD_CLOEXEC;
import static io.cairn.ipc.server.region.Libc.MFD_NOEXEC_SEAL;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory of this process that another process of the same user can map, and whose size nobody can
 * change. Thread-safe. Whoever made it closes it.
 *
 * <p>The sealed size is what makes it safe to touch: a mapping whose file was made shorter would
 * fault. Its segment must not be given to native code all the same.
 */
public final class SharedMemory implements AutoCloseable {

    private static final Logger LOG = System.getLogger("io.cairn.ipc.server.region");

    private static final int OWNER_ONLY = 0600;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final String path;

    /** The open file; -1 once it is closed. */
    private int descriptor;

    private SharedMemory(String name, long bytes) {
        boolean made = false;
        descriptor = descriptor(name);
        try {
            path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor;
            Libc.fchmod(descriptor, OWNER_ONLY);
            Libc.ftruncate(descriptor, bytes);
            Libc.fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
            segment = map(descriptor, bytes, arena);
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    /**
     * Tells whether this system and its settings let the server make shared memory.
     *
     * @return false where it is not Linux, where a sandbox forbids it, or where native calls are
     *     not allowed
     */
    public static boolean isSupported() {
        return Support.YES;
    }

    /**
     * Makes memory that holds zeros.
     *
     * @param name what the file is called in the list of open files
     * @param bytes its size, a multiple of {@link #pageBytes}
     * @return the memory; only where {@link #isSupported}
     * @throws UnavailableException (IO) when the operating system refuses
     */
    static SharedMemory create(String name, long bytes) {
        return new SharedMemory(name, bytes);
    }

    /** Returns the size of a page, in bytes; only where {@link #isSupported}. */
    static int pageBytes() {
        return Libc.pageBytes();
    }

    /**
     * Returns the memory. Using it after {@link #close} throws {@link IllegalStateException}; a
     * fault throws {@link InternalError}.
     *
     * @return the live segment
     */
    MemorySegment segment() {
        return segment;
    }

    /**
     * Returns where processes of this user can open the memory until {@link #closeFile}.
     *
     * @return a path below {@code /proc}
     */
    String path() {
        return path;
    }

    /** Closes the file, after which no other process can open the memory. May be called again. */
    synchronized void closeFile() {
        int open = descriptor;
        descriptor = -1;
        if (open >= 0) {
            Libc.close(open);
        }
    }

    /**
     * Closes the file and unmaps the memory. To be called once.
     *
     * @throws IllegalStateException when it was called before
     */
    @Override
    public void close() {
        try {
            closeFile();
        } finally {
            arena.close();
        }
    }

    private static int descriptor(String name) {
        int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
        try {
            return Libc.memfdCreate(name, flags | MFD_NOEXEC_SEAL);
        } catch (UnavailableException e) {
            // An older kernel refuses the flag that it does not know.
            return Libc.memfdCreate(name, flags);
        }
    }

    /** Maps a file; an interrupt of the thread is kept for later. */
    private static MemorySegment map(int descriptor, long bytes, Arena arena) {
        Path own = Path.of("/proc/self/fd/" + descriptor);
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel =
                        FileChannel.open(own, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return channel.map(MapMode.READ_WRITE, 0, bytes, arena);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO, "shared memory could not be mapped", e, "bytes", bytes);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tries it once, when first asked. */
    private static final class Support {

        private static final boolean YES = works();

        private Support() {}

        private static boolean works() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                return false;
            }
            try (SharedMemory trial = create("cairn-trial", pageBytes())) {
                trial.segment().fill((byte) 1);
                return true;
            } catch (LinkageError | InternalError | UnavailableException e) {
                LOG.log(Level.INFO, "shared memory cannot be made here; clients go without it", e);
                return false;
            }
        }
    }
}
