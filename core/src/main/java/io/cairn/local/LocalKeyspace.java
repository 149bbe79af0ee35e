package io.cairn.local;

import io.cairn.api.Keyspace;
import io.cairn.engine.Engine;
import io.cairn.error.InvalidArgumentException;

/**
 * A keyspace of one open database. Calls, cursors, snapshots and transactions hold it while they
 * use it, so that dropping it can wait for them.
 */
final class LocalKeyspace implements Keyspace {

    /** The ticket of a hold that need not be released. */
    static final int NOT_COUNTED = -2;

    private final Object owner;
    private final String name;
    private final int id;
    private final OperationGate users = OperationGate.wide();

    LocalKeyspace(Object owner, String name, int id) {
        this.owner = owner;
        this.name = name;
        this.id = id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "keyspace \"" + name + "\"";
    }

    int id() {
        return id;
    }

    boolean isOf(Object database) {
        return owner == database;
    }

    OperationGate users() {
        return users;
    }

    /** Tells whether this is the keyspace that always exists, whose users nobody ever waits for. */
    boolean isDefault() {
        return id == Engine.DEFAULT_KEYSPACE;
    }

    /** Takes a hold for one call on this thread; refused once the keyspace is dropped. */
    void enter() {
        if (!isDefault()) {
            hold();
        }
    }

    void exit() {
        if (!isDefault()) {
            users.exit();
        }
    }

    /** Takes a hold that any thread may release. */
    int hold() {
        if (isDefault()) {
            return NOT_COUNTED;
        }
        int ticket = users.enter();
        if (ticket == OperationGate.REFUSED) {
            throw new InvalidArgumentException(
                    "the keyspace was dropped; ask the database for it again to make a new one",
                    "keyspace",
                    name);
        }
        return ticket;
    }

    void release(int ticket) {
        if (ticket != NOT_COUNTED) {
            users.exit(ticket);
        }
    }
}
