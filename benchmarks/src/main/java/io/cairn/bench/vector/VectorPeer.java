package io.cairn.bench.vector;

import java.nio.file.Path;

/** An index library in Java. Used by one thread; whoever makes it closes it. */
interface VectorPeer extends AutoCloseable {

    /** How many neighbours a search gives. */
    int NEIGHBOURS = 10;

    /**
     * What to build.
     *
     * @param files the data
     * @param connections M: links of a vector on an upper layer; twice as many on the lowest
     * @param efConstruction how many candidates for neighbours are looked at
     * @param threads how many threads build
     */
    record Plan(VectorFiles files, int connections, int efConstruction, int threads) {}

    /**
     * What a build took.
     *
     * @param insertionSeconds until all vectors were in the index
     * @param savingSeconds from there until it was safe on disk
     * @param bytes what the index takes on disk
     */
    record Built(double insertionSeconds, double savingSeconds, long bytes) {}

    /**
     * Builds an index, makes it safe on disk and keeps it open for searches.
     *
     * @param target the file, or the directory, to write
     * @return what it took
     */
    Built build(Path target) throws Exception;

    /** Opens an index that this library has written. */
    void open(Path target) throws Exception;

    /** Checks the open index in full; returns the number of links of the lowest layer. */
    long check() throws Exception;

    /**
     * Finds neighbours.
     *
     * @param ef how many candidates are kept
     * @param found where to put the rows of the nearest, nearest first
     */
    void search(float[] query, int ef, long[] found) throws Exception;

    @Override
    void close() throws Exception;
}
