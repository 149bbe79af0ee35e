package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the counters of a database. */
@Command(
        name = "stats",
        description =
                "Prints the counters of a database. Those that count events began when this command opened it.",
        footer = {
            "",
            "Examples:",
            "  cairn stats --db rocksdb:/var/lib/shop",
            "  cairn stats --db rocksdb:/var/lib/shop --format json",
        })
final class StatsCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin CommonOptions common;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "table or json; default table.")
    Layout layout;

    StatsCommand(Streams streams) {
        this.streams = streams;
    }

    /** How counters are printed. */
    enum Layout {
        TABLE,
        JSON
    }

    @Override
    public Integer call() {
        try (Database db = database.open(Access.EXISTING)) {
            print(db.stats().counters(), layout, streams.out());
        }
        return ExitCode.OK.number();
    }

    static void print(Map<String, Long> counters, Layout layout, PrintStream out) {
        if (layout == Layout.JSON) {
            out.println(
                    counters.entrySet().stream()
                            .map(counter -> "\"" + counter.getKey() + "\":" + counter.getValue())
                            .collect(Collectors.joining(",", "{", "}")));
            return;
        }
        int width = counters.keySet().stream().mapToInt(String::length).max().orElse(1);
        counters.forEach((name, value) -> {
            String readable =
                    name.endsWith("_bytes") && value >= 1000
                            ? "  (" + Units.bytes(value) + ")"
                            : "";
            out.printf("%-" + width + "s  %,20d%s%n", name, value, readable);
        });
    }
}
