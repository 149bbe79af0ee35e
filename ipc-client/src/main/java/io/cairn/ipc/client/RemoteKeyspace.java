package io.cairn.ipc.client;

import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.KeyspaceRequest;

/**
 * A keyspace of one remote database. Its number is the server's, and of one start of the server
 * only; after another start it is asked for anew, by name.
 */
final class RemoteKeyspace implements Keyspace {

    /** A number, and the start of the server that gave it. */
    private record Known(long instance, int number) {}

    private final RemoteKeyspaces owner;
    private final String name;
    private volatile Known known;
    private volatile boolean dropped;

    RemoteKeyspace(RemoteKeyspaces owner, String name, long instance, int number) {
        this.owner = owner;
        this.name = name;
        this.known = new Known(instance, number);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "keyspace \"" + name + "\"";
    }

    boolean isOf(RemoteKeyspaces database) {
        return owner == database;
    }

    /** Tells whether this is the keyspace that always exists. */
    boolean isDefault() {
        return name.isEmpty();
    }

    /** Tells whether a number of one start of the server stands for this keyspace. */
    boolean isKnownAs(long instance, int number) {
        Known present = known;
        return !dropped && present.instance() == instance && present.number() == number;
    }

    /**
     * Takes a number that another start of the server has given.
     *
     * @return false when the number it has is of the same start, and so another keyspace's
     */
    boolean renew(long instance, int number) {
        if (dropped || known.instance() == instance) {
            return false;
        }
        known = new Known(instance, number);
        return true;
    }

    /** Notes that it was dropped here. */
    void drop() {
        dropped = true;
    }

    /**
     * Returns its number on a connection.
     *
     * @param line the connection on which it will be used
     * @return the number that stands for it in views
     * @throws InvalidArgumentException when it was dropped here
     */
    int numberOn(Line line) {
        if (isDefault()) {
            return 0;
        }
        if (dropped) {
            throw new InvalidArgumentException(
                    "the keyspace was dropped; ask the database for it again to make a new one",
                    "keyspace",
                    name);
        }
        Known present = known;
        long instance = line.welcome().instance();
        if (present.instance() != instance) {
            long number =
                    Replies.number(owner.database().call(line, new KeyspaceRequest.Open(name)));
            present = new Known(instance, (int) number);
            known = present;
        }
        return present.number();
    }
}
