package io.cairn.ipc.server.region;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.RegionFile;
import io.cairn.ipc.protocol.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shared memory that one connection has. Thread-safe. The connection closes it, which closes
 * every region; a region that a request is using is freed when the request is done.
 *
 * <p>Making and freeing memory are system calls that take time in proportion to the size: not for a
 * thread that serves other connections too.
 */
public final class RegionTable implements AutoCloseable {

    private final RegionBudget budget;
    private final Map<Integer, Region> regions = new HashMap<>();

    /** Regions and bytes that are open, being made, or closed and still in use. */
    private int count;

    private long bytes;
    private boolean closed;

    /**
     * Makes an empty table.
     *
     * @param budget the server's, which outlives the table
     */
    public RegionTable(RegionBudget budget) {
        this.budget = budget;
    }

    /**
     * Makes a region of zeros.
     *
     * @param wanted the least size in bytes, taken as unsigned; rounded up to whole pages
     * @return its number, where the client can open it, and its size
     * @throws InvalidArgumentException for a size of 0
     * @throws LimitException when the connection or the server would lend too much
     * @throws UnsupportedRequestException when there is no shared memory on this system
     * @throws io.cairn.error.UnavailableException (IO) when the operating system refuses
     * @throws ClosedException when the table is closed
     */
    public Reply.Region open(long wanted) {
        Region region = make(wanted);
        SharedMemory memory = region.memory();
        return new Reply.Region(region.number(), memory.path(), memory.segment().byteSize());
    }

    /**
     * Notes that the client has mapped a region: its file is closed, so that nobody can open it any
     * more. May be called again.
     *
     * @param number the region
     * @throws InvalidArgumentException when it is not open
     */
    public void mapped(int number) {
        Region region = acquire(number);
        try {
            region.memory().closeFile();
        } finally {
            region.release();
        }
    }

    /**
     * Closes a region. One that is not open is no error.
     *
     * @param number the region
     */
    public void close(int number) {
        Region region;
        synchronized (this) {
            region = regions.remove(number);
        }
        if (region != null) {
            region.close();
        }
    }

    /**
     * Takes a place in a region into use.
     *
     * @param number the region
     * @param offset where the place begins, in bytes, taken as unsigned
     * @param length how long it is, in bytes, taken as unsigned
     * @return the place, to be closed by the caller
     * @throws InvalidArgumentException when the region is not open, or the place is not inside
     */
    public RegionSlice slice(int number, long offset, long length) {
        Region region = acquire(number);
        long size = region.memory().segment().byteSize();
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            region.release();
            throw new InvalidArgumentException(
                    "the place is not inside the region",
                    "region",
                    Integer.toUnsignedString(number),
                    "offset",
                    Long.toUnsignedString(offset),
                    "length",
                    Long.toUnsignedString(length),
                    "size",
                    size);
        }
        return new RegionSlice(region, region.memory().segment().asSlice(offset, length));
    }

    /** Closes every region; no further one can be opened. May be called again. */
    @Override
    public void close() {
        List<Region> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(regions.values());
            regions.clear();
        }
        all.forEach(Region::close);
    }

    /** Makes a region and puts it into the table. */
    private Region make(long wanted) {
        if (!SharedMemory.isSupported()) {
            throw new UnsupportedRequestException(
                    "this server has no shared memory to lend; send values that fit a frame",
                    "os",
                    System.getProperty("os.name"));
        }
        long size = reserve(wanted);
        int number = budget.newNumber();
        Region region = null;
        try {
            SharedMemory memory = SharedMemory.create(RegionFile.name(number), size);
            region = new Region(number, memory, () -> release(size));
        } finally {
            if (region == null) {
                release(size);
            }
        }
        synchronized (this) {
            if (!closed) {
                regions.put(number, region);
                return region;
            }
        }
        region.close();
        throw ClosedException.closed("connection");
    }

    /** Counts a further region and returns its size in bytes. */
    private synchronized long reserve(long wanted) {
        if (closed) {
            throw ClosedException.closed("connection");
        }
        if (wanted == 0) {
            throw new InvalidArgumentException(
                    "a region must have at least one byte", "argument", "bytes", "value", 0);
        }
        if (count >= budget.connectionRegionsMax()) {
            throw tooMuch("regionsMax", budget.connectionRegionsMax(), count + 1);
        }
        long max = budget.connectionBytesMax();
        if (wanted < 0 || wanted > max - bytes) {
            throw tooMuch("regionBytesMax", max, wanted < 0 ? wanted : bytes + wanted);
        }
        int page = SharedMemory.pageBytes();
        long size = Math.ceilDiv(wanted, page) * page;
        if (size < 0 || size > max - bytes) {
            throw tooMuch("regionBytesMax", max, bytes + size);
        }
        budget.reserve(size);
        bytes += size;
        count++;
        return size;
    }

    private synchronized void release(long size) {
        bytes -= size;
        count--;
        budget.release(size);
    }

    private Region acquire(int number) {
        Region region;
        synchronized (this) {
            region = regions.get(number);
        }
        if (region == null || !region.acquire()) {
            throw new InvalidArgumentException(
                    "this connection has no such region; it was closed or never opened",
                    "region",
                    Integer.toUnsignedString(number));
        }
        return region;
    }

    private static LimitException tooMuch(String limit, long max, long actual) {
        return new LimitException(
                "the connection would hold too much shared memory; close a buffer first",
                "limit",
                limit,
                "max",
                max,
                "actual",
                Long.toUnsignedString(actual));
    }
}
