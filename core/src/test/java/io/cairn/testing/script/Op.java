package io.cairn.testing.script;

import java.util.List;

/**
 * One line of a script. Immutable.
 *
 * <p>Keys and values are text whose characters stand for one byte each. Modes are the bits of
 * {@code Modes}. {@code on} says where: {@code db}, a transaction {@code t0}, a snapshot {@code
 * s0}, each with {@code :name} for a keyspace. A line that speaks of something that is not open
 * does nothing.
 */
public sealed interface Op {

    /**
     * Begins a transaction and looks at something, untracked, so that its view is fixed.
     *
     * @param tx its number
     * @param snapshot whether under snapshot isolation
     */
    record Begin(int tx, boolean snapshot) implements Op {}

    /**
     * Commits a transaction.
     *
     * @param tx its number
     */
    record Commit(int tx) implements Op {}

    /**
     * Aborts a transaction.
     *
     * @param tx its number
     */
    record Abort(int tx) implements Op {}

    /**
     * Opens a snapshot.
     *
     * @param number its number
     */
    record Freeze(int number) implements Op {}

    /**
     * Closes a snapshot.
     *
     * @param number its number
     */
    record Thaw(int number) implements Op {}

    /**
     * Puts one value.
     *
     * @param on where
     * @param key the key
     * @param value the value
     * @param modes mode bits
     */
    record Put(String on, String key, String value, int modes) implements Op {}

    /**
     * Puts several values.
     *
     * @param on where
     * @param modes mode bits
     * @param keysAndValues keys and values in turn
     */
    record PutAll(String on, int modes, List<String> keysAndValues) implements Op {}

    /**
     * Reads several values.
     *
     * @param on where
     * @param modes mode bits
     * @param keys the keys
     */
    record Get(String on, int modes, List<String> keys) implements Op {}

    /**
     * Deletes keys.
     *
     * @param on where
     * @param keys the keys
     */
    record Delete(String on, List<String> keys) implements Op {}

    /**
     * Deletes a range.
     *
     * @param on where
     * @param begin the first key inside
     * @param end the first key outside; empty for none
     */
    record DeleteRange(String on, String begin, String end) implements Op {}

    /**
     * Asks for a page.
     *
     * @param on where
     * @param from the key to start after
     * @param filter the prefix or suffix
     * @param count the most entries
     * @param modes mode bits
     */
    record Page(String on, String from, String filter, int count, int modes) implements Op {}

    /**
     * Scans a range at once.
     *
     * @param on where
     * @param begin the first key inside
     * @param end the first key outside; empty for none
     * @param reverse whether in descending order
     * @param limit the most entries
     */
    record Scan(String on, String begin, String end, boolean reverse, int limit) implements Op {}

    /**
     * Counts a range.
     *
     * @param on where
     * @param begin the first key inside
     * @param end the first key outside; empty for none
     */
    record Count(String on, String begin, String end) implements Op {}

    /**
     * Opens a cursor that later lines step.
     *
     * @param cursor its number
     * @param on where
     * @param begin the first key inside
     * @param end the first key outside; empty for none
     * @param reverse whether in descending order
     */
    record Open(int cursor, String on, String begin, String end, boolean reverse) implements Op {}

    /**
     * Steps a cursor.
     *
     * @param cursor its number
     * @param steps how often
     */
    record Step(int cursor, int steps) implements Op {}

    /**
     * Closes a cursor.
     *
     * @param cursor its number
     */
    record Close(int cursor) implements Op {}

    /**
     * Closes everything that is open, then closes the database and opens it again, if it is
     * persistent.
     */
    record Reopen() implements Op {}

    /** Makes a checkpoint. */
    record Checkpoint() implements Op {}
}
