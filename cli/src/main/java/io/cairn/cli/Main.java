package io.cairn.cli;

import io.cairn.Cairn;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Output;
import io.cairn.cli.terminal.Streams;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * The program: finds the command named first, runs it, and turns whatever happens into one line and
 * an exit code. Stateless.
 */
public final class Main {

    private static final String PROGRAM = "cairn";
    private static final List<String> HELP = List.of("--help", "-h", "help");

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        System.exit(run(Streams.system(), arguments));
    }

    /**
     * Runs a command.
     *
     * @param streams where it reads and prints
     * @param arguments the command and its arguments
     * @return the exit code, one of {@link ExitCode}
     */
    public static int run(Streams streams, String... arguments) {
        int code = dispatch(streams, List.of(arguments));
        return delivered(streams, code);
    }

    private static int dispatch(Streams streams, List<String> arguments) {
        if (arguments.isEmpty()) {
            RootHelp.print(streams.err());
            return ExitCode.USAGE.number();
        }
        String word = arguments.getFirst();
        List<String> rest = arguments.subList(1, arguments.size());
        if (HELP.contains(word)) {
            if (rest.isEmpty()) {
                RootHelp.print(streams.out());
                return ExitCode.OK.number();
            }
            word = rest.getFirst();
            rest = Stream.concat(rest.stream().skip(1), Stream.of("--help")).toList();
        }
        if (word.equals("--version") || word.equals("version")) {
            streams.out().println(PROGRAM + " " + Cairn.version());
            return ExitCode.OK.number();
        }
        Optional<Subcommand> command = Subcommand.named(word);
        return command.isPresent()
                ? execute(command.get(), streams, rest)
                : unknown(word, streams.err());
    }

    private static int execute(Subcommand command, Streams streams, List<String> arguments) {
        boolean debug = arguments.contains("--debug");
        try {
            return commandLine(command, streams, arguments)
                    .execute(arguments.toArray(String[]::new));
        } catch (Exception | Error e) {
            return report(PROGRAM + " " + command.word(), e, debug, streams.err());
        }
    }

    /** Makes a command with everything that all commands have in common. */
    static CommandLine commandLine(Subcommand command, Streams streams, List<String> arguments) {
        CommandSpec spec = command.create(streams, arguments);
        spec.name(PROGRAM + " " + command.word());
        layOut(spec);
        CommandLine line = new CommandLine(spec);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(streams.colours() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((e, words) -> misused(e, words, streams.err()));
        line.setExecutionExceptionHandler((e, failed, parsed) ->
                report(
                        failed.getCommandSpec().qualifiedName(),
                        e,
                        failed.getParseResult().hasMatchedOption("--debug"),
                        streams.err()));
        return line;
    }

    /** Sets what help texts look like, of a command and of the commands that it holds. */
    private static void layOut(CommandSpec spec) {
        UsageMessageSpec usage = spec.usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
        }
        usage.parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .width(100)
                .sortOptions(true);
        spec.subcommands().values().forEach(inner -> layOut(inner.getCommandSpec()));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            // Formatting would load a locale's data in every start.
            codes.put(" ".repeat(code.number() < 10 ? 2 : 1) + code.number(), code.meaning());
        }
        return codes;
    }

    private static int misused(ParameterException e, String[] arguments, PrintStream err) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String name = spec.qualifiedName();
        Set<String> inner = spec.subcommands().keySet();
        err.println(
                name
                        + ": "
                        + ExitCode.oneLine(
                                String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""))
                        + (inner.isEmpty() ? "" : "; the commands are " + inner)
                        + "; see '"
                        + name
                        + " --help'");
        if (Arrays.asList(arguments).contains("--debug")) {
            e.printStackTrace(err);
        }
        return ExitCode.USAGE.number();
    }

    private static int unknown(String word, PrintStream err) {
        String hint =
                word.startsWith("-")
                        ? "the command comes first, options follow it"
                        : Subcommand.similar(word)
                                .map(command -> "did you mean '" + command.word() + "'")
                                .orElse("see 'cairn --help' for the commands");
        err.println(PROGRAM + ": '" + word + "' is not a command; " + hint);
        return ExitCode.USAGE.number();
    }

    private static int report(String name, Throwable error, boolean debug, PrintStream err) {
        err.println(name + ": " + ExitCode.describe(error));
        if (debug) {
            error.printStackTrace(err);
        }
        return ExitCode.of(error).number();
    }

    /**
     * Flushes standard output; a result that could not be printed is not a success, but a reader
     * that has enough is.
     */
    private static int delivered(Streams streams, int code) {
        boolean lost = streams.out().checkError();
        boolean enough = streams.out() instanceof Output output && output.readerGone();
        if (code == ExitCode.OK.number() && lost && !enough) {
            streams.err()
                    .println(
                            PROGRAM
                                    + ": standard output could not be written; check the disk it goes to");
            return ExitCode.UNAVAILABLE.number();
        }
        return code;
    }
}
