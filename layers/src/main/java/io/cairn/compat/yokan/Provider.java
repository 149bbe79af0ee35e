package io.cairn.compat.yokan;

import io.cairn.config.CairnConfig;
import io.cairn.error.CairnException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Offers one database under a number on an engine. Thread-safe. It is closed with its engine, or
 * before; closing never deletes data.
 */
public final class Provider implements AutoCloseable {

    private static final int ID_MAX = 0xFFFF;

    private final Engine engine;
    private final int providerId;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens the database that a configuration describes, such as {@code {"database": {"type":
     * "rocksdb", "config": {"path": "/var/lib/shop"}}}}. Types are {@code rocksdb} and, for memory,
     * {@code map}, {@code unordered_map}, {@code set}, {@code unordered_set} and {@code memory}.
     * Without {@code database} all calls fail with code 5.
     *
     * @param engine the engine
     * @param providerId a number that no other provider of the engine has, from 0 to 65535
     * @param config JSON
     * @throws YokanException 2 when the engine was finalized; 3 when the number is out of range or
     *     the text empty; 4 when the number is taken; 6 for an unknown type; 7 when the text is not
     *     JSON or a field is unknown, missing or wrong, and then the message begins with its JSON
     *     pointer; the code of the failure when the database cannot be opened
     */
    public Provider(Engine engine, int providerId, String config) {
        this.engine = Buffers.given(engine);
        this.providerId = checked(providerId);
        try {
            @Nullable CairnConfig database = ProviderConfig.parse(Buffers.given(config));
            engine.serve(providerId, database);
        } catch (CairnException e) {
            throw YokanException.of(e);
        }
    }

    /**
     * Returns the number.
     *
     * @return the number clients give
     */
    public int providerId() {
        return providerId;
    }

    /** Closes the database, whose handles then fail with code 4. Doing it again does nothing. */
    @Override
    public void close() {
        // Another provider may have the number since.
        if (closed.compareAndSet(false, true)) {
            engine.retire(providerId);
        }
    }

    /** Refuses what does not fit into Yokan's 16 bits. */
    static int checked(int providerId) {
        if (providerId < 0 || providerId > ID_MAX) {
            throw YokanException.invalid(
                    "a provider's number is from 0 to " + ID_MAX + ", not " + providerId);
        }
        return providerId;
    }
}
