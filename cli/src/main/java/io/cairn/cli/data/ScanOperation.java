package io.cairn.cli.data;

import io.cairn.api.Cursor;
import io.cairn.api.ScanOptions;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the entries of a range in key order. Used once, by one thread. */
@Command(
        name = "scan",
        description = "Prints the entries of a range in key order, one a line: the key, a tab, the value.",
        footer = {
            "",
            "Examples:",
            "  cairn scan --db rocksdb:/var/lib/shop --prefix users/",
            "  cairn scan --db rocksdb:/var/lib/shop --from log/2026-01 --to log/2026-02 --keys-only",
            "  cairn scan --db rocksdb:/var/lib/shop --prefix log/ --reverse --limit 10",
            "  cairn scan --db rocksdb:/var/lib/shop --format json | head",
        })
public final class ScanOperation implements Operation {

    @Mixin
    KeyOptions keyOptions;

    @Mixin
    RangeOptions range;

    @Mixin
    FormatOptions format;

    @Option(names = "--reverse", description = "From the last key of the range to the first.")
    boolean reverse;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N entries.")
    long limit = Long.MAX_VALUE;

    @Option(names = "--keys-only", description = "Print keys without values.")
    boolean keysOnly;

    /** Creates an operation for picocli to fill. */
    public ScanOperation() {}

    @Override
    public ExitCode run(Target target) {
        if (limit < 0) {
            throw new CliException(ExitCode.USAGE, "--limit must not be negative");
        }
        ScanOptions options = ScanOptions.all().limit(limit);
        PrintStream out = target.streams().out();
        try (Cursor cursor = target.view().scan(range.range(keyOptions), reverse ? options.reverse() : options)) {
            // A reader that went away, such as head, is no reason to scan on.
            for (long n = 0; cursor.next() && (n % 1024 != 0 || !out.checkError()); n++) {
                if (keysOnly) {
                    format.format.key(out, cursor.key());
                } else {
                    format.format.entry(out, cursor.key(), cursor.value());
                }
            }
        }
        return ExitCode.OK;
    }
}
