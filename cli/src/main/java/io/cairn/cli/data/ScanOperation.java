package io.cairn.cli.data;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.ScanOptions;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the entries of a range in key order. Used once, by one thread. */
@Command(
        name = "scan",
        description =
                "Prints the entries of a range in key order, one a line: the key, a tab, the value.",
        footer = {
            "",
            "Examples:",
            "  cairn scan --db rocksdb:/var/lib/shop --prefix users/",
            "  cairn scan --db rocksdb:/var/lib/shop --from log/2026-01 --to log/2026-02 --keys-only",
            "  cairn scan --db rocksdb:/var/lib/shop --prefix log/ --reverse --limit 10",
            "  cairn scan --db rocksdb:/var/lib/shop --format json | head",
        })
public final class ScanOperation implements Operation {

    private static final int READER_CHECK_ENTRIES = 1024;

    @Mixin KeyOptions keyOptions;

    @Mixin RangeOptions range;

    @Mixin FormatOptions format;

    @Option(names = "--reverse", description = "From the last key of the range to the first.")
    boolean reverse;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N entries.")
    @Nullable Long limit;

    @Option(names = "--keys-only", description = "Print keys without values.")
    boolean keysOnly;

    private final long limitDefault;

    /** Creates an operation without limit for picocli to fill. */
    public ScanOperation() {
        this(Long.MAX_VALUE);
    }

    /**
     * Creates an operation for picocli to fill.
     *
     * @param limitDefault how many entries are printed when no limit is given; reaching it is said
     */
    public ScanOperation(long limitDefault) {
        this.limitDefault = limitDefault;
    }

    @Override
    public ExitCode run(Target target) {
        if (limit != null && limit < 0) {
            throw new CliException(ExitCode.USAGE, "--limit must not be negative");
        }
        ScanOptions options = ScanOptions.all().limit(limit == null ? limitDefault : limit);
        PrintStream out = target.streams().out();
        try (Cursor cursor =
                target.view()
                        .scan(range.range(keyOptions), reverse ? options.reverse() : options)) {
            // A reader that went away, such as head, is no reason to scan on.
            boolean more = cursor.next();
            for (long n = 1;
                    more && (n % READER_CHECK_ENTRIES != 0 || !out.checkError());
                    n++, more = cursor.next()) {
                if (keysOnly) {
                    format.format.key(out, cursor.key());
                } else {
                    format.format.entry(out, cursor.key(), cursor.value());
                }
            }
            if (!more && limit == null && cursor.endReason() == EndReason.LIMIT) {
                out.flush();
                target.streams()
                        .err()
                        .println(
                                "stopped after " + limitDefault + " entries; --limit N shows more");
            }
        }
        return ExitCode.OK;
    }
}
