package io.cairn.ipc.server.session;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.ReadView;
import io.cairn.api.Sizes;
import io.cairn.error.InvalidFilterException;
import io.cairn.error.LimitException;
import io.cairn.filter.FilterSpec;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing as far as its keys and values fit into the client's memory, of which only the sizes are
 * known here. Does what {@link io.cairn.api.SegmentReads#listPacked} and {@code listInto} do, in
 * two walks over one state: sizes and keys, then the values that fit. Used for one reply.
 */
final class SizedListing implements Reads.Delivery {

    /** The most entries of one page; their sizes alone must fit a frame. */
    private static final int ENTRIES_MAX = 500_000;

    private final ListingRequest.Sized sized;
    private final ListRequest request;
    private final Listing listing;

    /**
     * Checks the sizes.
     *
     * @param sized what is asked for
     * @param filter the filter that the request asks for, or null
     */
    SizedListing(ListingRequest.Sized sized, @Nullable FilterSpec filter) {
        this.sized = sized;
        this.request = sized.request();
        this.listing = new Listing(request, filter, sized.withValues());
        if (request.count() > ENTRIES_MAX) {
            throw new LimitException(
                    "a page of sizes has too many entries; ask for fewer at once",
                    "limit",
                    "listEntriesMax",
                    "max",
                    ENTRIES_MAX,
                    "actual",
                    request.count());
        }
        SizedRead.checkSizes(sized.packed(), request.count(), sized.keySizes());
        if (sized.withValues()) {
            SizedRead.checkSizes(sized.packed(), request.count(), sized.valueSizes());
        }
    }

    @Override
    public void write(ReadView view, Answer answer, List<byte[]> delivered) {
        answer.stream(ReplyCode.SIZED_LIST, out -> new Walk(delivered).write(view, out));
    }

    /** One try to write the reply. */
    private final class Walk {

        private final SizedRead.Room keyRoom = new SizedRead.Room(sized.packed(), sized.keySizes());
        private final SizedRead.Room valueRoom =
                new SizedRead.Room(sized.packed(), sized.valueSizes());
        private final long[] keySizes = new long[request.count()];
        private final long[] valueSizes = new long[sized.withValues() ? request.count() : 0];
        private final List<byte[]> delivered;
        private int count;
        private byte @Nullable [] last;
        private byte @Nullable [] resumeKey;
        private boolean broken;

        Walk(List<byte[]> delivered) {
            this.delivered = delivered;
        }

        void write(ReadView view, BodyWriter out) {
            delivered.clear();
            Arrays.fill(keySizes, Sizes.END);
            Arrays.fill(valueSizes, Sizes.END);
            long start = out.length();
            keys(view, out);
            byte[] head = head((int) (out.length() - start));
            out.insert(start, head);
            if (sized.withValues()) {
                values(view, out);
            }
        }

        /** Walks over sizes, and writes the keys that fit. */
        private void keys(ReadView view, BodyWriter out) {
            try (ListedEntries entries = listing.open(view)) {
                while (entries.next()) {
                    if (count > 0 && listing.keepLast()) {
                        settle(0);
                    }
                    if (sized.withValues()) {
                        valueSizes[count] = taken(valueRoom, count, entries.value().byteSize());
                    }
                    byte[] stored = entries.storedKey();
                    last = stored;
                    count++;
                    if (!listing.keepLast()) {
                        settle(listing.hidden() ? 0 : key(entries, stored, out));
                    }
                }
                byte[] kept = last;
                if (listing.keepLast() && kept != null) {
                    settle(key(entries, kept, out));
                }
            }
        }

        private long key(ListedEntries entries, byte[] stored, BodyWriter out) {
            MemorySegment key = listing.delivered(entries, stored);
            long size = taken(keyRoom, count - 1, key.byteSize());
            if (size >= 0) {
                out.raw(key);
            }
            return size;
        }

        private static long taken(SizedRead.Room room, int index, long bytes) {
            return room.take(index, bytes) ? bytes : Sizes.TOO_SMALL;
        }

        /** Notes the key size of the newest entry, and with it whether it was delivered. */
        private void settle(long keySize) {
            int index = count - 1;
            keySizes[index] = keySize;
            boolean fits = keySize >= 0 && (!sized.withValues() || valueSizes[index] >= 0);
            broken |= !fits;
            if (!broken) {
                resumeKey = last;
            }
            if (fits && request.modes().has(Mode.CONSUME) && last != null) {
                delivered.add(last);
            }
        }

        private void values(ReadView view, BodyWriter out) {
            try (ListedEntries entries = listing.open(view)) {
                for (int i = 0; i < count && entries.next(); i++) {
                    if (valueSizes[i] >= 0) {
                        MemorySegment value = entries.value();
                        checkSame(valueSizes[i], value.byteSize());
                        out.raw(value);
                    }
                }
            }
        }

        /** Only a filter can answer differently about one state. */
        private static void checkSame(long first, long second) {
            if (first != second) {
                throw new InvalidFilterException(
                        "the filter rewrote a value to another length when asked again; it must always answer the same",
                        null,
                        "first",
                        first,
                        "second",
                        second);
            }
        }

        private byte[] head(int keyBytes) {
            WireWriter head =
                    new WireWriter(Long.BYTES * (keySizes.length + valueSizes.length + 4));
            head.numbers(keySizes);
            head.numbers(valueSizes);
            head.optional(resumeKey);
            head.u32(keyBytes);
            return MemorySegment.ofBuffer(head.buffer().flip()).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
