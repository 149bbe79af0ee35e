package io.cairn.api;

import io.cairn.config.Durability;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction reads, conflicts and commits. Immutable.
 *
 * @param readOnly writes are refused, nothing is tracked, and it never conflicts
 * @param isolation how it relates to concurrent transactions
 * @param durability what the commit survives, or null for the database's default
 * @param ageMax how long it may stay open, or null for the database's limit
 */
public record TransactionOptions(
        boolean readOnly,
        IsolationLevel isolation,
        @Nullable Durability durability,
        @Nullable Duration ageMax) {

    private static final TransactionOptions DEFAULTS =
            new TransactionOptions(false, IsolationLevel.SERIALIZABLE, null, null);

    /** Checks that the isolation level is given. */
    public TransactionOptions {
        Objects.requireNonNull(isolation, "isolation");
    }

    /**
     * Returns read-write, serializable, with the database's durability and age limit.
     *
     * @return the defaults
     */
    public static TransactionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the same options, read-only.
     *
     * @return a copy
     */
    public TransactionOptions asReadOnly() {
        return new TransactionOptions(true, isolation, durability, ageMax);
    }

    /**
     * Returns the same options with another isolation level.
     *
     * @param isolation the level
     * @return a copy
     */
    public TransactionOptions with(IsolationLevel isolation) {
        return new TransactionOptions(readOnly, isolation, durability, ageMax);
    }

    /**
     * Returns the same options with another durability.
     *
     * @param durability what the commit survives
     * @return a copy
     */
    public TransactionOptions with(Durability durability) {
        return new TransactionOptions(readOnly, isolation, durability, ageMax);
    }

    /**
     * Returns the same options with another age limit.
     *
     * @param ageMax how long the transaction may stay open
     * @return a copy
     */
    public TransactionOptions with(Duration ageMax) {
        return new TransactionOptions(readOnly, isolation, durability, ageMax);
    }
}
