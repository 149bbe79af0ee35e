package io.cairn.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One option of each kind, for the tests of binding. */
public record SampleOptions(
        @Option(doc = "where the files are") Path path,
        @Option(
                        doc = "the size of a block",
                        defaultValue = "4KiB",
                        min = "1KiB",
                        max = "1GiB",
                        unit = Option.Unit.BYTES)
                long blockSize,
        @Option(doc = "how many", defaultValue = "3", min = "1", max = "9") int count,
        @Option(doc = "how much of it", defaultValue = "0.5", min = "0", max = "1") double share,
        @Option(doc = "whether to look twice", defaultValue = "true") boolean careful,
        @Option(doc = "how long", defaultValue = "30s", min = "1ms", max = "1h") Duration patience,
        @Option(doc = "what survives", defaultValue = "SYNC") Durability durability,
        @Option(doc = "what it is called", optional = true) @Nullable String label,
        @Option(doc = "anything", optional = false) Map<String, Object> extra,
        @Option(doc = "the inner part") Inner inner) {

    /** A nested record. */
    public record Inner(@Option(doc = "how deep", defaultValue = "1", min = "0") int depth) {}
}
