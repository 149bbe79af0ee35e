package io.cairn.hnsw.file;

import io.cairn.error.CorruptionException;
import io.cairn.error.LimitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The beginning of a file that hnswlib wrote, of its versions 0.6 to 0.8 on a 64-bit little-endian
 * machine. Immutable.
 *
 * <pre>
 *    0  u64  offset of an element's links: 0
 *    8  u64  elements that there is room for
 *   16  u64  elements
 *   24  u64  bytes of an element: links, vector, label
 *   32  u64  offset of an element's label
 *   40  u64  offset of an element's vector
 *   48  i32  uppermost layer, -1 without elements
 *   52  u32  entry point
 *   56  u64  most links on an upper layer
 *   64  u64  most links on the lowest layer
 *   72  u64  M
 *   80  f64  1 / ln(M)
 *   88  u64  efConstruction
 * </pre>
 *
 * @param elements how many there are
 * @param dimension components of a vector, which are float32
 * @param maxConnections M, which is also the most links on an upper layer
 * @param efConstruction how wide the build searched
 * @param entryPoint the element at which searches begin, -1 for none
 * @param maxLayer the uppermost layer, -1 for none
 */
record HnswlibHeader(
        int elements,
        int dimension,
        int maxConnections,
        long efConstruction,
        int entryPoint,
        int maxLayer) {

    /** The length of the header. */
    static final int BYTES = 96;

    static final int DELETE_MARK = 1;

    /** Wider lists of links than these never existed: their count has 16 bits. */
    private static final long CONNECTIONS_MAX = 32_767;

    private static final int LABEL_BYTES = Long.BYTES;

    /** Returns the length of an element's links on the lowest layer, in bytes. */
    int level0Bytes() {
        return (1 + 2 * maxConnections) * Integer.BYTES;
    }

    /** Returns the length of an element's links on an upper layer, in bytes. */
    int upperBytes() {
        return (1 + maxConnections) * Integer.BYTES;
    }

    int vectorBytes() {
        return dimension * Float.BYTES;
    }

    int elementBytes() {
        return level0Bytes() + vectorBytes() + LABEL_BYTES;
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0).putLong(elements).putLong(elements).putLong(elementBytes());
        bytes.putLong(level0Bytes() + vectorBytes()).putLong(level0Bytes());
        bytes.putInt(maxLayer).putInt(entryPoint);
        bytes.putLong(maxConnections).putLong(2L * maxConnections).putLong(maxConnections);
        bytes.putDouble(1 / Math.log(maxConnections)).putLong(efConstruction);
        return bytes.flip();
    }

    /**
     * Reads the header of a file.
     *
     * @throws CorruptionException when it cannot be hnswlib's, or has more elements than fit into
     *     the file
     * @throws LimitException when an index here cannot hold what it describes
     */
    static HnswlibHeader decode(ByteBuffer bytes, long fileBytes, Damage damage) {
        long connections = bytes.getLong(72);
        long level0 = bytes.getLong(40);
        long label = bytes.getLong(32);
        demand(bytes.getLong(0) == 0, "offset of the links", bytes.getLong(0), damage);
        demand(within(connections, 1, CONNECTIONS_MAX), "M", connections, damage);
        demand(bytes.getLong(56) == connections, "maxM", bytes.getLong(56), damage);
        demand(bytes.getLong(64) == 2 * connections, "maxM0", bytes.getLong(64), damage);
        demand(
                level0 == (1 + 2 * connections) * Integer.BYTES,
                "offset of the vector",
                level0,
                damage);
        demand(
                within(label, level0 + Float.BYTES, Integer.MAX_VALUE)
                        && (label - level0) % Float.BYTES == 0,
                "offset of the label",
                label,
                damage);
        long element = bytes.getLong(24);
        demand(element == label + LABEL_BYTES, "bytes of an element", element, damage);
        long elements = bytes.getLong(16);
        long most = (fileBytes - BYTES) / (element + Integer.BYTES);
        demand(within(elements, 0, most), "elements", elements, damage);
        demand(bytes.getLong(8) >= elements, "room for elements", bytes.getLong(8), damage);
        int maxLayer = bytes.getInt(48);
        int entryPoint = bytes.getInt(52);
        demand(
                elements == 0 ? maxLayer == -1 : HeaderField.MAX_LAYER.admits(maxLayer),
                "uppermost layer",
                maxLayer,
                damage);
        demand(
                elements == 0 ? entryPoint == -1 : Integer.toUnsignedLong(entryPoint) < elements,
                "entry point",
                Integer.toUnsignedLong(entryPoint),
                damage);
        long efConstruction = bytes.getLong(88);
        demand(efConstruction >= 1, "efConstruction", efConstruction, damage);
        return new HnswlibHeader(
                limited(HeaderField.ROWS, elements, damage),
                limited(HeaderField.DIMENSION, (label - level0) / Float.BYTES, damage),
                limited(HeaderField.MAX_CONNECTIONS, connections, damage),
                efConstruction,
                entryPoint,
                maxLayer);
    }

    private static boolean within(long value, long min, long max) {
        return value >= min && value <= max;
    }

    private static void demand(boolean met, String field, long value, Damage damage) {
        if (!met) {
            throw damage.field(
                    "this is not a file of hnswlib, is damaged, or was made on another kind of"
                            + " machine",
                    field,
                    "value",
                    value);
        }
    }

    private static int limited(HeaderField field, long value, Damage damage) {
        if (!field.admits(value)) {
            throw new LimitException(
                    "an index cannot have as many as the file of hnswlib says",
                    "field",
                    field.label(),
                    "value",
                    value,
                    "min",
                    field.min(),
                    "max",
                    field.max(),
                    "file",
                    damage.file());
        }
        return (int) value;
    }
}
