package io.cairn.ipc.server.transport;

/**
 * Who is at the other end of a connection, as the operating system says. Immutable.
 *
 * @param pid the process that connected, or 0 when that is unknown
 * @param user the user's number or name, for messages
 * @param admitted whether that user may connect
 */
record ClientIdentity(int pid, String user, boolean admitted) {

    @Override
    public String toString() {
        return (pid == 0 ? "" : "process " + pid + ", ") + "user " + user;
    }
}
