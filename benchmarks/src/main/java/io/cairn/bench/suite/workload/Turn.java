package io.cairn.bench.suite.workload;

/**
 * When a process may work, where several share the time: what slows the machine down for some
 * seconds then slows all of them. Used by one thread.
 */
public interface Turn {

    /** All the time belongs to one process. */
    Turn ALONE =
            new Turn() {
                @Override
                public double windowSeconds() {
                    return Double.POSITIVE_INFINITY;
                }

                @Override
                public void pass() {}
            };

    /**
     * Tells how long to work before passing the turn on.
     *
     * @return the seconds
     */
    double windowSeconds();

    /**
     * Lets the others work, and returns when it is this process's turn again.
     *
     * @throws Exception when nobody gives turns any more
     */
    void pass() throws Exception;
}
