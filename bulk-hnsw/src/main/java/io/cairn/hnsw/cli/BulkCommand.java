package io.cairn.hnsw.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code cairn bulk}: holds the commands for indexes of vectors. Used once, by one
 * thread.
 */
@Command(
        description = {
            "Builds, queries, describes and converts indexes of vectors (HNSW graphs).",
            "'cairn bulk COMMAND --help' shows the options of a command. 'cairn-bulk' is short for 'cairn bulk'.",
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  cairn bulk build-index --input vectors.npy --output vectors.hnsw --metric cosine",
            "  cairn bulk query --index vectors.hnsw --query query.raw --k 10 --ef 64",
            "  cairn bulk info --index vectors.hnsw",
            "  cairn bulk convert --input vectors.npy --output vectors.raw --to-format raw_f32",
        })
public final class BulkCommand {

    private static final List<String> WORDS = List.of("build-index", "query", "info", "convert");

    @Mixin HelpFlags common;

    private BulkCommand() {}

    /**
     * Describes the command, for picocli to run.
     *
     * @param out where results are printed
     * @param err where remarks and telemetry are printed
     * @param bars how progress is drawn
     * @param arguments the words behind this command: where they begin with one of its commands,
     *     only that is described, since describing all takes as long as a query
     * @return the command with its commands
     */
    public static CommandSpec spec(
            PrintStream out, PrintStream err, ProgressBars bars, List<String> arguments) {
        Console console = new Console(out, err, bars);
        CommandSpec spec = CommandSpec.forAnnotatedObject(new BulkCommand());
        String named = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> wanted = WORDS.contains(named) ? List.of(named) : WORDS;
        wanted.forEach(word -> spec.addSubcommand(word, command(word, console)));
        return spec;
    }

    private static CommandSpec command(String word, Console console) {
        return CommandSpec.forAnnotatedObject(
                switch (word) {
                    case "build-index" -> new BuildIndexCommand(console);
                    case "query" -> new QueryCommand(console);
                    case "info" -> new InfoCommand(console);
                    default -> new ConvertCommand(console);
                });
    }
}
