package io.cairn.local;

import io.cairn.api.Keyspace;
import io.cairn.engine.Engine;
import io.cairn.engine.TransactionEngine;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.WaitTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Makes, finds and drops keyspaces. Thread-safe. */
final class Keyspaces {

    private static final String RESERVED = "cairn.";
    private static final int NAME_CHARACTERS_MAX = 255;

    private final TransactionEngine engine;
    private final Patience patience;
    private final LocalKeyspace standard;
    private final Map<String, LocalKeyspace> byName = new ConcurrentHashMap<>();
    private final Map<Integer, LocalKeyspace> byId = new ConcurrentHashMap<>();

    Keyspaces(TransactionEngine engine, Patience patience) {
        this.engine = engine;
        this.patience = patience;
        this.standard = new LocalKeyspace(this, "", Engine.DEFAULT_KEYSPACE);
        byId.put(standard.id(), standard);
    }

    LocalKeyspace standard() {
        return standard;
    }

    /** Returns the keyspace with this name, made now unless it exists. */
    synchronized LocalKeyspace open(String name) {
        LocalKeyspace known = byName.get(checked(name));
        if (known != null) {
            return known;
        }
        LocalKeyspace made = new LocalKeyspace(this, name, engine.keyspace(name));
        byName.put(name, made);
        byId.put(made.id(), made);
        return made;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(engine.keyspaceNames());
        names.removeIf(name -> name.isEmpty() || name.startsWith(RESERVED));
        return names;
    }

    /** Returns the name of a keyspace that is in use. */
    String name(int id) {
        return Objects.requireNonNull(byId.get(id), "unknown keyspace").name();
    }

    /** Returns the keyspace behind a user's object. */
    LocalKeyspace resolve(Keyspace keyspace) {
        if (Objects.requireNonNull(keyspace, "keyspace") instanceof LocalKeyspace local
                && local.isOf(this)) {
            return local;
        }
        throw new InvalidArgumentException(
                "the keyspace belongs to another database; ask this one for it by name",
                "keyspace",
                keyspace.name());
    }

    /** Refuses new users and waits for the present ones; undone when they take too long. */
    void retire(LocalKeyspace keyspace) {
        if (keyspace.isDefault()) {
            throw new InvalidArgumentException(
                    "the default keyspace cannot be dropped; use deleteRange to empty it");
        }
        synchronized (keyspace) {
            if (keyspace.users().isClosed()) {
                keyspace.enter();
            }
            keyspace.users().close();
            if (!keyspace.users().awaitEmpty(patience)) {
                keyspace.users().reopen();
                throw new WaitTimeoutException(
                        "the keyspace is still in use and was not dropped; close the transactions, snapshots and cursors that use it",
                        "keyspace",
                        keyspace.name());
            }
        }
    }

    /** Removes a retired keyspace. */
    synchronized void remove(LocalKeyspace keyspace) {
        engine.dropKeyspace(keyspace.id());
        byName.remove(keyspace.name(), keyspace);
        byId.remove(keyspace.id(), keyspace);
    }

    private static String checked(String name) {
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
        return name;
    }
}
