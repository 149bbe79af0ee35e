package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import io.cairn.ipc.server.launch.ServerExit;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command explains itself: help comes with exit code 0, on standard output, with the exit
 * codes and with examples that the command itself would accept. The same list of commands and codes
 * stands in the documentation.
 */
class HelpTest {

    private static final Streams NOWHERE =
            Streams.captured(
                    InputStream.nullInputStream(),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    new PrintStream(
                            OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    @Test
    void theProgramListsItsCommandsAndExitCodes() {
        CliRun run = CliRun.of("--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        for (Subcommand command : Subcommand.values()) {
            assertThat(run.out()).contains("  " + command.word() + " ").contains(command.summary());
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(run.out()).contains(code.number() + "  " + code.meaning());
        }
        assertThat(CliRun.of("help").out()).isEqualTo(run.out());
        assertThat(CliRun.of("-h").out()).isEqualTo(run.out());
    }

    @Test
    void withoutACommandTheHelpIsAnError() {
        CliRun run = CliRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: cairn COMMAND");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(CliRun.of("--version").out()).startsWith("cairn ");
    }

    @ParameterizedTest
    @EnumSource(Subcommand.class)
    void everyCommandExplainsItself(Subcommand command) {
        CliRun run = CliRun.of(command.word(), "--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: cairn " + command.word() + " ")
                .contains("Examples:", "Exit codes:")
                .contains(
                        command == Subcommand.SERVER
                                ? ServerExit.IN_USE.meaning()
                                : ExitCode.CORRUPT.meaning());
        assertThat(run.lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliRun.of("help", command.word()).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @EnumSource(Subcommand.class)
    void everyExampleIsAccepted(Subcommand command) {
        List<List<String>> examples = new ArrayList<>();
        CliRun.of(command.word(), "--help")
                .lines()
                .forEach(line ->
                        Arrays.stream(line.strip().split(" \\| "))
                                .filter(part -> line.startsWith("  ") && part.startsWith("cairn "))
                                .map(HelpTest::words)
                                .forEach(examples::add));
        assertThat(examples).isNotEmpty();
        for (List<String> example : examples) {
            CommandLine line = Main.commandLine(command, NOWHERE, List.of());
            String[] arguments = example.subList(2, example.size()).toArray(String[]::new);
            assertThat(example.get(1)).isEqualTo(command.word());
            assertThatCode(() -> line.parseArgs(arguments))
                    .as("%s", example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theDocumentationHasEveryCommandAndEveryExitCode() throws Exception {
        String text = Files.readString(Path.of("../docs/cli.md"));
        for (Subcommand command : Subcommand.values()) {
            assertThat(text).contains("| `" + command.word() + "` |");
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(text).contains("| " + code.number() + " | " + code.meaning() + " |");
        }
        for (ServerExit code : ServerExit.values()) {
            assertThat(text).contains("| " + code.number() + " | " + code.meaning() + " |");
        }
    }

    @Test
    void theDocumentationHasEveryFlagOfTheServer() throws Exception {
        String text = Files.readString(Path.of("../docs/cli.md"));
        for (OptionSpec option : Subcommand.SERVER.create(NOWHERE, List.of()).options()) {
            assertThat(text).contains("`" + option.longestName());
        }
    }

    /**
     * Splits as a shell does, as far as the examples need it: quotes hold together, a redirection
     * ends the command.
     */
    private static List<String> words(String example) {
        List<String> words = new ArrayList<>();
        for (String word : example.split(" (?=(?:[^']*'[^']*')*[^']*$)")) {
            if (word.equals(">")) {
                break;
            }
            words.add(word.replace("'", ""));
        }
        return words;
    }
}
