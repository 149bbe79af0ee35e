package io.cairn.cli.data;

import io.cairn.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts the entries of a range. Used once, by one thread. */
@Command(
        name = "count",
        description = "Counts the entries of a range by walking it, and prints the number.",
        footer = {
            "",
            "Examples:",
            "  cairn count --db rocksdb:/var/lib/shop",
            "  cairn count --db rocksdb:/var/lib/shop --prefix users/",
        })
public final class CountOperation implements Operation {

    @Mixin KeyOptions keyOptions;

    @Mixin RangeOptions range;

    /** Creates an operation for picocli to fill. */
    public CountOperation() {}

    @Override
    public ExitCode run(Target target) {
        target.streams().out().println(target.view().count(range.range(keyOptions)));
        return ExitCode.OK;
    }
}
