package io.cairn.ipc.client;

import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes, finds and drops keyspaces. Thread-safe. */
final class RemoteKeyspaces {

    private static final String RESERVED = "cairn.";
    private static final int NAME_CHARACTERS_MAX = 255;

    private final OpenRemote database;
    private final RemoteKeyspace standard = new RemoteKeyspace(this, "", 0, 0);
    private final Map<String, RemoteKeyspace> byName = new ConcurrentHashMap<>();

    RemoteKeyspaces(OpenRemote database) {
        this.database = database;
    }

    OpenRemote database() {
        return database;
    }

    RemoteKeyspace standard() {
        return standard;
    }

    /** Returns the keyspace with this name, made by the server unless it exists. */
    RemoteKeyspace open(String name) {
        database.gate().check();
        checked(name);
        return RemoteAutoCommit.again(() -> {
            Line line = database.line();
            long number = Replies.number(database.call(line, new KeyspaceRequest.Open(name)));
            long instance = line.welcome().instance();
            // Somebody else may have dropped it and made it again, which is another keyspace.
            return byName.compute(
                    name,
                    (key, known) ->
                            known != null && known.isKnownAs(instance, (int) number)
                                    ? known
                                    : successor(known, name, line, (int) number));
        });
    }

    Set<String> names() {
        Reply reply =
                RemoteAutoCommit.again(
                        () -> database.call(database.line(), new KeyspaceRequest.Names()));
        return new TreeSet<>(Replies.as(Reply.Texts.class, reply).texts());
    }

    /** Returns the keyspace behind a user's object. */
    RemoteKeyspace resolve(Keyspace keyspace) {
        if (Objects.requireNonNull(keyspace, "keyspace") instanceof RemoteKeyspace remote
                && remote.isOf(this)) {
            return remote;
        }
        throw new InvalidArgumentException(
                "the keyspace belongs to another database; ask this one for it by name",
                "keyspace",
                keyspace.name());
    }

    /** Drops a keyspace. */
    void drop(RemoteKeyspace keyspace) {
        if (keyspace.isDefault()) {
            throw new InvalidArgumentException(
                    "the default keyspace cannot be dropped; use deleteRange to empty it");
        }
        RemoteAutoCommit.write(database, line -> new KeyspaceRequest.Drop(keyspace.numberOn(line)));
        keyspace.drop();
        byName.remove(keyspace.name(), keyspace);
    }

    /**
     * Returns the handle for a number that the known handle did not have: the known one when only
     * the server has started anew.
     */
    private RemoteKeyspace successor(
            @Nullable RemoteKeyspace known, String name, Line line, int number) {
        long instance = line.welcome().instance();
        if (known != null && known.renew(instance, number)) {
            return known;
        }
        return new RemoteKeyspace(this, name, instance, number);
    }

    private static void checked(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new InvalidArgumentException(
                    "a keyspace's name must have 1 to 255 characters", "name", name);
        }
        if (name.startsWith(RESERVED)) {
            throw new InvalidArgumentException(
                    "names of keyspaces that begin with \"cairn.\" are reserved; choose another",
                    "name",
                    name);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new InvalidArgumentException(
                    "a keyspace's name must be valid Unicode", "name", name);
        }
    }
}
