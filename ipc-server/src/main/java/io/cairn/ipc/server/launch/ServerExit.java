package io.cairn.ipc.server.launch;

/** How the program of the server ends. Numbers are stable. */
public enum ServerExit {
    /** The server ran and was stopped, is running, or has been told to stop. */
    OK(0, "done; status: the server is running"),
    /** Nothing listens at the socket, or what listens does not answer. */
    NOT_RUNNING(1, "not running, not answering, or not ended in time"),
    /** The command line or the configuration file is wrong; nothing was done. */
    USAGE(2, "wrong command line or configuration file; nothing was done"),
    /** Another process has the socket or the database. */
    IN_USE(3, "socket or database in use by another process, which is named"),
    /** The operating system forbids it. */
    PERMISSION(4, "permission denied"),
    /** Everything else that can go wrong while starting. */
    FAILED(5, "start-up failed"),
    /** SIGINT came before the server was up. */
    INTERRUPTED(130, "interrupted before it was up");

    private final int number;
    private final String meaning;

    ServerExit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /**
     * Returns the number the process exits with.
     *
     * @return 0 to 255
     */
    public int number() {
        return number;
    }

    /**
     * Returns the line for help texts.
     *
     * @return a short phrase
     */
    public String meaning() {
        return meaning;
    }
}
