package io.cairn.hnsw;

/**
 * How to open an index. Immutable.
 *
 * @param quantizedSearch whether to keep a code of 8 bits for each component in memory, a quarter
 *     of what the vectors take in single precision. Searches then walk along the codes and compare
 *     the {@code ef} that they have found in full, at least one and a half times as many as are
 *     wanted: 1.4 times as fast with 768 components, hardly faster with 128. Recall at the same
 *     {@code ef} was the same within 0.005, but single results may differ, and where neighbours are
 *     far nearer to each other than the whole is wide, codes do not tell them apart. Making the
 *     codes reads all vectors, so opening takes longer the larger the index is
 */
public record HnswOpenOptions(boolean quantizedSearch) {

    /**
     * Returns the usual options: nothing but what is mapped takes memory.
     *
     * @return without codes
     */
    public static HnswOpenOptions defaults() {
        return new HnswOpenOptions(false);
    }

    /**
     * Returns the same options with or without codes.
     *
     * @param wanted whether to keep codes
     * @return the options
     */
    public HnswOpenOptions withQuantizedSearch(boolean wanted) {
        return new HnswOpenOptions(wanted);
    }
}
