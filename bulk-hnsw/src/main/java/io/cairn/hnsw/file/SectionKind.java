package io.cairn.hnsw.file;

/** The parts of an index file. Numbers are stable. Immutable. */
public enum SectionKind {
    /** Rows of vectors, {@code rowBytes} apart; what is behind the last component is zero. */
    VECTORS(1),
    /** For every row its number of links on the lowest layer, and as many places as it may have. */
    LEVEL0_LINKS(2),
    /** For every row its uppermost layer, one byte. */
    LEVELS(3),
    /** For every row the number of its first record among the upper links; -1 for none. */
    UPPER_OFFSETS(4),
    /**
     * Records as on the lowest layer, half as long: a row's layers 1, 2, ... one after the other.
     */
    UPPER_LINKS(5),
    /** For every row its id; left out where ids are row numbers. */
    IDS(6),
    /** One bit for every row, set where it is deleted; left out where none is. */
    TOMBSTONES(7);

    private final int number;

    SectionKind(int number) {
        this.number = number;
    }

    /**
     * Returns what stands for it in the file.
     *
     * @return 1 or more
     */
    public int number() {
        return number;
    }
}
