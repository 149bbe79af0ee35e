package io.cairn.ipc.client;

import io.cairn.config.Components;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Connects to servers. Stateless and thread-safe; whoever opens a database closes it.
 *
 * <p>{@code Cairn.open("ipc:/path/cairn.sock")} does the same for code that knows only the API;
 * this gives a {@link RemoteDatabase}, which also has batches, calls that do not wait, memory that
 * is shared with the server, and the outcome of a lost commit.
 */
public final class CairnClient {

    private CairnClient() {}

    /**
     * Connects with default options.
     *
     * @param socket the server's socket
     * @return the open database; the caller closes it
     * @throws io.cairn.error.ConfigException when the path is too long for a socket
     * @throws io.cairn.error.UnavailableException when no server answers there
     */
    public static RemoteDatabase connect(Path socket) {
        return connect(ClientOptions.of(Objects.requireNonNull(socket, "socket")));
    }

    /**
     * Connects.
     *
     * @param options where the server is, and how to use it
     * @return the open database; the caller closes it
     * @throws io.cairn.error.UnavailableException when no server answers there
     */
    public static RemoteDatabase connect(ClientOptions options) {
        return connect(options, Components.system());
    }

    /**
     * Connects.
     *
     * @param options where the server is, and how to use it
     * @param components clock, randomness and threads
     * @return the open database; the caller closes it
     * @throws io.cairn.error.UnavailableException when no server answers there
     */
    public static RemoteDatabase connect(ClientOptions options, Components components) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(components, "components");
        ConnectionPool pool = new ConnectionPool(options, components);
        boolean connected = false;
        try {
            RemoteDatabase database = RemoteDatabase.over(pool, components);
            connected = true;
            return database;
        } finally {
            if (!connected) {
                pool.close();
            }
        }
    }
}
