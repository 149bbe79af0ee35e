package io.cairn.compat.yokan;

import io.cairn.Cairn;
import io.cairn.error.CairnException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes handles of databases. Thread-safe. It is closed with its engine, or before, which closes
 * the connections to other processes.
 */
public final class Client implements AutoCloseable {

    private static final String OTHER_PROCESS = "ipc:";

    private final Engine engine;
    private final Map<String, io.cairn.api.Database> connected = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates a client.
     *
     * @param engine the engine it is closed with
     * @throws YokanException 2 when the engine was finalized
     */
    public Client(Engine engine) {
        this.engine = Buffers.given(engine);
        engine.add(this);
    }

    /**
     * Makes a handle and checks that the provider answers.
     *
     * @param address where the provider is: an engine's {@link Engine#addr}, or {@code ipc:} and
     *     the path of a server's socket
     * @param providerId the provider's number
     * @return the handle
     * @throws YokanException 4 when there is no such provider, 10 when the address cannot be
     *     reached
     */
    public Database makeDatabaseHandle(String address, int providerId) {
        return makeDatabaseHandle(address, providerId, true);
    }

    /**
     * Makes a handle.
     *
     * @param address where the provider is: an engine's {@link Engine#addr}, or {@code ipc:} and
     *     the path of a server's socket
     * @param providerId the provider's number
     * @param check whether to check that the provider answers; otherwise the first call does
     * @return the handle
     * @throws YokanException 4 when there is no such provider, 10 when the address cannot be
     *     reached
     */
    public Database makeDatabaseHandle(String address, int providerId, boolean check) {
        Provider.checked(providerId);
        Buffers.given(address);
        if (check) {
            provider(address, providerId);
        }
        Source source = () -> provider(address, providerId).orElseThrow(Client::empty);
        return new Database(Calls.to(source));
    }

    /** Closes the connections to other processes. Doing it again does nothing. */
    @Override
    public void close() {
        engine.remove(this);
        disconnect();
    }

    synchronized void disconnect() {
        closed = true;
        connected.values().forEach(io.cairn.api.Database::close);
    }

    /** Finds a provider, which may have no database. */
    private Optional<io.cairn.api.Database> provider(String address, int providerId) {
        return address.startsWith(OTHER_PROCESS)
                ? Optional.of(connection(address, providerId))
                : inThisProcess(address).provider(providerId);
    }

    private static YokanException empty() {
        return new YokanException(
                ReturnCode.YOKAN_ERR_INVALID_DATABASE, "the provider has no database");
    }

    private static Engine inThisProcess(String address) {
        Engine found = Engine.at(address);
        if (found == null) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_FROM_MERCURY,
                    "there is no engine at "
                            + address
                            + " in this process; another process is reached with ipc: and the path of its server's socket");
        }
        return found;
    }

    private io.cairn.api.Database connection(String address, int providerId) {
        char separator = address.indexOf('?') < 0 ? '?' : '&';
        String url = address + separator + "database=" + providerId;
        io.cairn.api.Database known = connected.get(url);
        return known != null ? known : connect(url);
    }

    private synchronized io.cairn.api.Database connect(String url) {
        if (closed) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_INVALID_MID, "the client was closed before this call");
        }
        try {
            return connected.computeIfAbsent(url, Cairn::open);
        } catch (CairnException e) {
            throw switch (e.code()) {
                case INVALID_ARGUMENT ->
                        new YokanException(
                                ReturnCode.YOKAN_ERR_INVALID_PROVIDER,
                                String.valueOf(e.getMessage()),
                                e);
                case IO ->
                        new YokanException(
                                ReturnCode.YOKAN_ERR_FROM_MERCURY,
                                String.valueOf(e.getMessage()),
                                e);
                default -> YokanException.of(e);
            };
        }
    }
}
