package io.cairn.hnsw;

/** Is told how far a build is. Called by the building thread, some times a second at most. */
@FunctionalInterface
public interface BuildProgress {

    /** Tells nobody. */
    BuildProgress NONE = (stage, done, total) -> {};

    /**
     * Tells how far it is.
     *
     * @param stage what is being done, such as {@code reading}
     * @param done how much of it is done
     * @param total how much there is to do
     */
    void at(String stage, long done, long total);
}
