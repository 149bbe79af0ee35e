package io.cairn.hnsw.cli;

import java.io.PrintStream;
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

    @Mixin HelpFlags common;

    private BulkCommand() {}

    /**
     * Describes the command, for picocli to run.
     *
     * @param out where results are printed
     * @param err where remarks and telemetry are printed
     * @param bars how progress is drawn
     * @return the command with its commands
     */
    public static CommandSpec spec(PrintStream out, PrintStream err, ProgressBars bars) {
        Console console = new Console(out, err, bars);
        CommandSpec spec = CommandSpec.forAnnotatedObject(new BulkCommand());
        add(spec, "build-index", new BuildIndexCommand(console));
        add(spec, "query", new QueryCommand(console));
        add(spec, "info", new InfoCommand(console));
        add(spec, "convert", new ConvertCommand(console));
        return spec;
    }

    private static void add(CommandSpec spec, String word, Object command) {
        spec.addSubcommand(word, CommandSpec.forAnnotatedObject(command));
    }
}
