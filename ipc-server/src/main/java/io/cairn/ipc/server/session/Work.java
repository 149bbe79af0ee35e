package io.cairn.ipc.server.session;

/** What a request does, on whichever thread. It answers exactly once, or throws. */
@FunctionalInterface
interface Work {

    /**
     * Does it.
     *
     * @param answer takes the reply
     * @throws InterruptedException when the connection is closed meanwhile
     */
    void run(Answer answer) throws InterruptedException;
}
