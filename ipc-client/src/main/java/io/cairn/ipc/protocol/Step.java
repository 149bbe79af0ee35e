package io.cairn.ipc.protocol;

import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a transaction did at the client and the server does not know yet. Immutable;
 * arrays belong to the step.
 *
 * <pre>
 *  0       1             5
 * +-------+-------------+-------------------------------------------+
 * | kind  | keyspace    | 0 put:    key (u32 length, bytes), value  |
 * |  u8   |  u32        | 1 delete: key                             |
 * |       |             | 2 track:  range                           |
 * +-------+-------------+-------------------------------------------+
 * </pre>
 */
public sealed interface Step {

    /**
     * Set a value.
     *
     * @param keyspace the keyspace's number; 0 for the default keyspace
     * @param key the key
     * @param value the value
     */
    record Put(int keyspace, byte[] key, byte[] value) implements Step {}

    /**
     * Removed a key.
     *
     * @param keyspace the keyspace's number; 0 for the default keyspace
     * @param key the key
     */
    record Delete(int keyspace, byte[] key) implements Step {}

    /**
     * Read a range, of pages that had been fetched without counting.
     *
     * @param keyspace the keyspace's number; 0 for the default keyspace
     * @param range what was read
     */
    record Track(int keyspace, KeyRange range) implements Step {}

    /** The least bytes of a step. */
    int BYTES_MIN = 9;

    /**
     * Writes a count and steps.
     *
     * @param out where to write
     * @param steps the steps in their order
     */
    static void encode(WireWriter out, List<Step> steps) {
        out.u32(steps.size());
        for (Step step : steps) {
            switch (step) {
                case Put put -> {
                    head(out, 0, put.keyspace());
                    out.bytes(put.key());
                    out.bytes(put.value());
                }
                case Delete delete -> {
                    head(out, 1, delete.keyspace());
                    out.bytes(delete.key());
                }
                case Track track -> {
                    head(out, 2, track.keyspace());
                    out.range(track.range());
                }
            }
        }
    }

    /**
     * Reads a count and steps.
     *
     * @param in where to read
     * @return the steps in their order
     */
    static List<Step> decodeAll(WireReader in) {
        int count = in.count(BYTES_MIN);
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            int keyspace = in.u32();
            steps.add(
                    switch (kind) {
                        case 0 -> new Put(keyspace, in.bytes(), in.bytes());
                        case 1 -> new Delete(keyspace, in.bytes());
                        case 2 -> new Track(keyspace, in.range());
                        default -> throw in.malformed("a byte names nothing", kind);
                    });
        }
        return steps;
    }

    private static void head(WireWriter out, int kind, int keyspace) {
        out.u8(kind);
        out.u32(keyspace);
    }
}
