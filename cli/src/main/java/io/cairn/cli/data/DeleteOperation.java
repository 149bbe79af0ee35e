package io.cairn.cli.data;

import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Units;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes keys or a range of keys, all or none. Used once, by one thread. */
@Command(
        name = "delete",
        description =
                "Removes keys, or all keys of a range, in one transaction. Absent keys are not an error.",
        footer = {
            "",
            "Examples:",
            "  cairn delete --db rocksdb:/var/lib/shop users/alice users/bob",
            "  cairn delete --db rocksdb:/var/lib/shop --prefix sessions/",
            "  cairn delete --db rocksdb:/var/lib/shop --from log/2025 --to log/2026",
        })
public final class DeleteOperation implements Operation {

    @Mixin KeyOptions keyOptions;

    @Mixin RangeOptions range;

    @Option(
            names = "--all",
            description = "Remove every key; needed because no range means no keys here.")
    boolean all;

    @Parameters(paramLabel = "KEY", arity = "0..*", description = "The keys.")
    List<String> keys = List.of();

    /** Creates an operation for picocli to fill. */
    public DeleteOperation() {}

    @Override
    public ExitCode run(Target target) {
        boolean ranged = range.given() || all;
        if (ranged != keys.isEmpty() || (range.given() && all)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "say what to delete: either keys, or a range with --prefix, --from, --to, or --all");
        }
        if (ranged) {
            deleteRange(target, range.range(keyOptions));
        } else {
            target.view().deleteAll(keys.stream().map(keyOptions::key).toList());
        }
        return ExitCode.OK;
    }

    private static void deleteRange(Target target, KeyRange range) {
        long removed =
                target.scope()
                        .transact(tx -> {
                            WriteView view = target.in(tx);
                            long count = view.count(range);
                            view.deleteRange(range);
                            return count;
                        });
        target.streams().err().println("removed " + Units.count(removed, "entry", "entries"));
    }
}
