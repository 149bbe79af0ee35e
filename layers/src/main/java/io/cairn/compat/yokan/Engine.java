package io.cairn.compat.yokan;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.error.CairnException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What providers and clients of this process share, in place of Margo's engine; nothing listens.
 * Thread-safe. Whoever makes it finalizes it, which closes its providers' databases and its
 * clients' connections and never deletes data.
 *
 * <p>Other processes reach a database through Cairn's server, whose file describes providers as
 * Yokan does, and {@link Client} reaches that server at {@code ipc:} and the path of its socket.
 */
public final class Engine implements AutoCloseable {

    private static final Map<String, Engine> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong COUNTER = new AtomicLong();

    private final String address;
    private final Map<Integer, Optional<Database>> providers = new ConcurrentHashMap<>();
    private final Set<Client> clients = new HashSet<>();
    private final CountDownLatch finalized = new CountDownLatch(1);

    /**
     * Creates an engine.
     *
     * @param protocol a transport such as {@code tcp} or {@code na+sm}, of which only the name
     *     appears in the address
     * @throws YokanException 3 when it is empty
     */
    public Engine(String protocol) {
        if (Buffers.given(protocol).isEmpty()) {
            throw YokanException.invalid("the protocol must not be empty");
        }
        address = protocol + "://this-process/" + COUNTER.incrementAndGet();
        OPEN.put(address, this);
    }

    /**
     * Returns where the engine's providers are found by every client of this process.
     *
     * @return the address
     */
    public String addr() {
        return address;
    }

    /**
     * Closes the databases of all providers and the connections of all clients. Doing it again does
     * nothing.
     *
     * @throws YokanException with the code of the first failure, when all have been closed
     */
    public synchronized void finalizeEngine() {
        OPEN.remove(address);
        finalized.countDown();
        List<Runnable> closings = new ArrayList<>();
        clients.forEach(client -> closings.add(client::disconnect));
        providers.keySet().forEach(providerId -> closings.add(() -> retire(providerId)));
        clients.clear();
        RuntimeException failure = null;
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until the engine is finalized.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public void waitForFinalize() throws InterruptedException {
        finalized.await();
    }

    /** Does what {@link #finalizeEngine} does. */
    @Override
    public void close() {
        finalizeEngine();
    }

    /** Returns the engine at an address, or null when there is none in this process. */
    static @Nullable Engine at(String address) {
        return OPEN.get(address);
    }

    /** Opens a provider's database and offers it; without configuration, offers nothing. */
    synchronized void serve(int providerId, @Nullable CairnConfig config) {
        checkRunning();
        if (providers.containsKey(providerId)) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_INVALID_PROVIDER,
                    "the engine has a provider with number " + providerId + "; choose another");
        }
        providers.put(
                providerId, config == null ? Optional.empty() : Optional.of(Cairn.open(config)));
    }

    /** Closes what a provider offers. */
    synchronized void retire(int providerId) {
        Optional<Database> served = providers.remove(providerId);
        try {
            if (served != null) {
                served.ifPresent(Database::close);
            }
        } catch (CairnException e) {
            throw YokanException.of(e);
        }
    }

    synchronized void add(Client client) {
        checkRunning();
        clients.add(client);
    }

    synchronized void remove(Client client) {
        clients.remove(client);
    }

    /** Refuses a number that no provider has. */
    Optional<Database> provider(int providerId) {
        Optional<Database> served = providers.get(providerId);
        if (served == null) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_INVALID_PROVIDER,
                    "there is no provider with number " + providerId + " at " + address);
        }
        return served;
    }

    private void checkRunning() {
        if (finalized.getCount() == 0) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_INVALID_MID, "the engine was finalized before this call");
        }
    }
}
