package io.cairn.hnsw.cli;

/** Draws how far a command is, where a person sees it. Used by one thread. */
@FunctionalInterface
public interface ProgressBars {

    /** Draws nothing. */
    ProgressBars NONE = (stage, total, unit) -> Bar.NONE;

    /**
     * Starts a bar.
     *
     * @param stage what is being done, such as {@code reading}
     * @param total how much there is to do
     * @param unit what stands behind numbers, such as {@code " vec"}; empty for nothing
     * @return the bar; the caller closes it
     */
    Bar start(String stage, long total, String unit);

    /** One bar. Used by one thread; whoever started it closes it. */
    interface Bar extends AutoCloseable {

        /** Draws nothing. */
        Bar NONE =
                new Bar() {
                    @Override
                    public void reach(long done) {
                        // Nobody looks.
                    }

                    @Override
                    public void close() {
                        // Nothing was drawn.
                    }
                };

        /**
         * Moves the bar.
         *
         * @param done how much is done in all
         */
        void reach(long done);

        @Override
        void close();
    }
}
