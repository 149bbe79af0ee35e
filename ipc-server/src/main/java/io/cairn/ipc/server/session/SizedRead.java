package io.cairn.ipc.server.session;

import io.cairn.api.ReadView;
import io.cairn.api.SegmentReads;
import io.cairn.api.Sizes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.ReplyCode;
import java.util.List;

/**
 * Reads values as far as they fit into the client's memory, of which only the sizes are known here.
 * Nothing is allocated for what the client claims to have. Stateless.
 */
final class SizedRead implements Reads.Delivery {

    private final ReadRequest.GetSized request;

    /** Checks the sizes. */
    SizedRead(ReadRequest.GetSized request) {
        this.request = request;
        checkSizes(request.packed(), request.keys().size(), request.sizes());
    }

    @Override
    public void write(ReadView view, Answer answer, List<byte[]> delivered) {
        answer.stream(ReplyCode.SIZED, out -> write(view, out, delivered));
    }

    /** Refuses sizes that do not describe the client's memory. */
    static void checkSizes(boolean packed, int items, long[] sizes) {
        int wanted = packed ? 1 : items;
        if (sizes.length != wanted) {
            throw new InvalidArgumentException(
                    "there must be one target segment for each item, or one for all when packed",
                    "items",
                    wanted,
                    "targets",
                    sizes.length);
        }
        for (long size : sizes) {
            if (size < 0) {
                throw new InvalidArgumentException("a size must not be negative", "size", size);
            }
        }
    }

    private void write(ReadView view, BodyWriter out, List<byte[]> delivered) {
        delivered.clear();
        List<byte[]> keys = request.keys();
        Room room = new Room(request.packed(), request.sizes());
        SegmentReads segments = view.segments();
        out.numbers(new long[keys.size()]);
        for (int i = 0; i < keys.size(); i++) {
            long place = Integer.BYTES + (long) Long.BYTES * i;
            int index = i;
            boolean present =
                    Reads.lend(
                            segments,
                            keys.get(i),
                            value -> {
                                if (room.take(index, value.byteSize())) {
                                    out.patchU64(place, value.byteSize());
                                    out.raw(value);
                                    delivered.add(keys.get(index));
                                } else {
                                    out.patchU64(place, Sizes.TOO_SMALL);
                                }
                            });
            if (!present) {
                out.patchU64(place, Sizes.ABSENT);
            }
        }
    }

    /**
     * The client's memory for one stream of items: one piece for all, after whose first overflow
     * nothing is taken any more, or one piece for each.
     */
    static final class Room {

        private final boolean packed;
        private final long[] sizes;
        private long used;
        private boolean full;

        Room(boolean packed, long[] sizes) {
            this.packed = packed;
            this.sizes = sizes;
        }

        /** Takes room for an item if there is enough. */
        boolean take(int index, long bytes) {
            if (!packed) {
                return bytes <= sizes[index];
            }
            if (full || bytes > sizes[0] - used) {
                full = true;
                return false;
            }
            used += bytes;
            return true;
        }
    }
}
