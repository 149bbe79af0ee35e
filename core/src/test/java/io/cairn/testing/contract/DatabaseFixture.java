package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes databases of one kind for one test; found through {@link java.util.ServiceLoader}, a new
 * object for each test. Used by one thread at a time; the suite closes it.
 */
public interface DatabaseFixture extends AutoCloseable {

    /** The JUnit configuration parameter that chooses a fixture by name. */
    String PARAMETER = "cairn.fixture";

    /**
     * What databases of this kind can do. Each false is asserted: the call must be refused.
     *
     * @param persistent data outlives {@code close}
     * @param exportable {@code exportTo} works
     * @param commitHooks {@code addCommitHook} works
     */
    record Promises(boolean persistent, boolean exportable, boolean commitHooks) {}

    /**
     * What a test asks for.
     *
     * @param durability the database's default durability
     * @param limits the upper bounds
     * @param components clock, randomness and threads
     */
    record Settings(Durability durability, Limits limits, Components components) {

        /**
         * Returns buffered writes, default limits and the system's components.
         *
         * @return the settings of tests that ask for nothing
         */
        public static Settings usual() {
            return new Settings(Durability.BUFFERED, Limits.defaults(), Components.system());
        }

        /**
         * Returns the same settings with other limits.
         *
         * @param other the upper bounds
         * @return a copy
         */
        public Settings with(Limits other) {
            return new Settings(durability, other, components);
        }

        /**
         * Returns the same settings with another durability.
         *
         * @param other the default durability
         * @return a copy
         */
        public Settings with(Durability other) {
            return new Settings(other, limits, components);
        }
    }

    /**
     * Returns the name by which suites choose this fixture.
     *
     * @return a short name such as {@code memory}
     */
    String name();

    /**
     * Returns what its databases can do.
     *
     * @return the promises
     */
    Promises promises();

    /**
     * Opens a new, empty database, apart from those opened before.
     *
     * @param settings what the test asks for
     * @return the database; the suite closes it
     */
    Database open(Settings settings);

    /**
     * Closes the database opened last and opens it again, with the same settings. A persistent one
     * comes back with its data, others come back empty.
     *
     * @param current what {@link #open} or {@code reopen} returned last, open or closed
     * @return the database; the suite closes it
     */
    Database reopen(Database current);

    /**
     * Opens what {@code exportTo} wrote; called only when exportable.
     *
     * @param directory the exported directory
     * @return the database; the caller closes it
     */
    Database openExport(Path directory);

    /**
     * Tells whether opening is so expensive that tests should share a database: the suite then
     * empties it between tests instead of opening a new one.
     *
     * @return true for engines that wait for a disk
     */
    default boolean shared() {
        return false;
    }

    /**
     * Returns what else went wrong, unseen by callers; asked after the database was closed.
     *
     * @return one line for each fault
     */
    default List<String> faults() {
        return List.of();
    }

    /** Removes everything that its databases left behind. */
    @Override
    void close();
}
