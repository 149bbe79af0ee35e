package io.cairn.config;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The objects a database takes from its surroundings; tests replace them to make runs reproducible.
 *
 * <p>Immutable; thread-safe when its parts are, as those of {@link #system()} are.
 *
 * @param nanoTicker a monotonic clock in nanoseconds with an arbitrary origin
 * @param random randomness for backoff
 * @param threads makes the few background threads, all of them daemons
 */
public record Components(LongSupplier nanoTicker, RandomGenerator random, ThreadFactory threads) {

    /** Checks that no part is missing. */
    public Components {
        Objects.requireNonNull(nanoTicker, "nanoTicker");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(threads, "threads");
    }

    /**
     * Returns the clock, randomness and threads of the running system.
     *
     * @return components for production
     */
    public static Components system() {
        return new Components(
                System::nanoTime,
                RandomGeneratorFactory.of("Random").create(),
                Thread.ofPlatform().daemon().name("cairn-", 0).factory());
    }
}
