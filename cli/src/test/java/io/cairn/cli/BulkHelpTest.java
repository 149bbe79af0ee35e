package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands inside {@code cairn bulk} explain themselves, with examples that they would accept,
 * and the documentation has every flag.
 */
class BulkHelpTest {

    private static CommandLine bulk(String... arguments) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Main.commandLine(
                Subcommand.BULK,
                Streams.captured(InputStream.nullInputStream(), nowhere, nowhere),
                List.of(arguments));
    }

    @Test
    void theCommandsAreListed() {
        assertThat(bulk().getSubcommands().keySet())
                .containsExactly("build-index", "query", "info", "convert");
        assertThat(CliRun.of("bulk", "--help").lines())
                .anyMatch(line -> line.startsWith("  build-index  Builds an index file"))
                .anyMatch(line -> line.startsWith("  convert      Converts"));
    }

    @Test
    void onlyTheCommandThatIsNamedIsDescribed() {
        assertThat(bulk("query", "--k", "1").getSubcommands().keySet()).containsExactly("query");
        assertThat(bulk("queri").getSubcommands().keySet()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"build-index", "query", "info", "convert"})
    void everyCommandExplainsItself(String word) {
        CliRun run = CliRun.of("bulk", word, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: cairn bulk " + word + " ")
                .contains("Options:", "Examples:", "Exit codes:", ExitCode.CORRUPT.meaning());
        assertThat(run.lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliRun.of("help", "bulk", word).out()).isEqualTo(run.out());
        List<String> examples =
                run.lines().stream()
                        .map(String::strip)
                        .filter(l -> l.startsWith("cairn "))
                        .toList();
        assertThat(examples).isNotEmpty().allMatch(line -> line.startsWith("cairn bulk " + word));
        for (String example : examples) {
            String[] words = example.substring("cairn bulk ".length()).split(" ");
            assertThatCode(() -> bulk().parseArgs(words)).as(example).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"build-index", "query", "info", "convert"})
    void theDocumentationHasEveryFlag(String word) throws Exception {
        String text = Files.readString(Path.of("../docs/vectors.md"));
        int from = text.indexOf("\n## " + word + "\n");
        String section = text.substring(from, text.indexOf("\n## ", from + 1));
        for (OptionSpec option : bulk().getSubcommands().get(word).getCommandSpec().options()) {
            if (!List.of("--help", "--debug").contains(option.longestName())) {
                assertThat(section).contains("`" + option.longestName());
                for (String name : option.names()) {
                    assertThat(section).as(option.longestName()).contains(name);
                }
            }
        }
    }
}
