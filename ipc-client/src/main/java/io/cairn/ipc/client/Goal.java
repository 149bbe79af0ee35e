package io.cairn.ipc.client;

/** What a thread waits for. */
@FunctionalInterface
interface Goal {

    /**
     * Tells whether the wait is over. Once true it stays true until the thread that waits goes on.
     *
     * @return true when there is nothing to wait for
     */
    boolean met();
}
