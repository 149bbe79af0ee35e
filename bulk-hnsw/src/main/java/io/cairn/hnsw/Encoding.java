package io.cairn.hnsw;

/** How an index stores the components of its vectors. Immutable. */
public enum Encoding {
    /** IEEE 754 single precision: {@code float32[n][dimension]}, little-endian. */
    F32(Float.BYTES),
    /** The upper half of a single-precision number, rounded to nearest: half the size. */
    BF16(Short.BYTES);

    /** Rows begin at multiples of this, so that no vector load straddles a cache line. */
    private static final int ALIGNMENT_BYTES = 64;

    private final int componentBytes;

    Encoding(int componentBytes) {
        this.componentBytes = componentBytes;
    }

    /**
     * Returns the size of a component.
     *
     * @return bytes
     */
    public int componentBytes() {
        return componentBytes;
    }

    /**
     * Returns the distance between the beginnings of two rows; what is behind the last component is
     * zero.
     *
     * @param dimension components of a vector
     * @return bytes, a multiple of 64
     */
    public int rowBytes(int dimension) {
        return Math.ceilDiv(dimension * componentBytes, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    }
}
