package io.cairn.cli.data;

import io.cairn.bytes.KeyRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of the keys a command works on. Used by one thread. */
public final class RangeOptions {

    @Option(names = "--prefix", paramLabel = "KEY", description = "Only keys that begin with KEY.")
    @Nullable String prefix;

    @Option(
            names = "--from",
            paramLabel = "KEY",
            description = "Only keys from KEY on, KEY included.")
    @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "KEY",
            description = "Only keys before KEY, KEY not included.")
    @Nullable String to;

    /** Creates options for picocli to fill. */
    public RangeOptions() {}

    /**
     * Tells whether the command line limits the keys.
     *
     * @return false when all keys are meant
     */
    public boolean given() {
        return prefix != null || from != null || to != null;
    }

    /**
     * Returns the keys that fulfil all that is given.
     *
     * @param keys how the bounds become bytes
     * @return the range, possibly empty
     */
    public KeyRange range(KeyOptions keys) {
        KeyRange range = prefix == null ? KeyRange.all() : KeyRange.prefix(keys.bytes(prefix));
        if (from != null) {
            range = range.startingAt(keys.bytes(from));
        }
        return to == null ? range : range.endingBefore(keys.bytes(to));
    }
}
