package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.examples.DocumentBlocks.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What README.md and docs show is true: Java is what these examples compile, commands and tests
 * that are named exist, links lead somewhere.
 */
class SnippetsTest {

    private static final CodeRegions REGIONS = new CodeRegions();
    private static final Path SUBCOMMANDS =
            ProjectFiles.root().resolve("cli/src/main/java/io/cairn/cli/Subcommand.java");
    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)^    ([A-Z_]+)\\(");
    private static final Pattern TEST = Pattern.compile("-Dtest=([\\w,+]+)");
    private static final Pattern PROJECT = Pattern.compile("-pl ([\\w,-]+)");
    private static final Pattern PHASES =
            Pattern.compile("clean|compile|test|package|verify|install|spotless:(check|apply)");

    static Stream<Path> documents() {
        return ProjectFiles.documents().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void javaIsCompiledCode(Path document) {
        for (Block block : new DocumentBlocks(document).blocks("java")) {
            assertThat(block.region())
                    .as(
                            "the line above a Java block names its region: %s\n%s",
                            document, block.code())
                    .isNotEmpty();
            assertThat(block.code())
                    .as("region %s in %s", block.region(), document)
                    .isEqualToNormalizingWhitespace(REGIONS.text(block.region()));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsExist(Path document) {
        for (Block block : new DocumentBlocks(document).blocks("sh")) {
            for (String line : block.code().lines().toList()) {
                String command =
                        line.replaceFirst("\\s+#.*", "").replaceFirst("^\\S+=\\S*\\s+", "");
                if (command.startsWith("./cairn ")) {
                    assertThat(subcommands()).as(line).contains(command.split("\\s+")[1]);
                } else if (command.startsWith("./mvnw ")) {
                    assertMavenCommand(command);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsThatAreNamedExist(Path document) {
        Matcher named = TEST.matcher(ProjectFiles.text(document));
        while (named.find()) {
            for (String test : named.group(1).split(",")) {
                assertThat(testClasses()).as("a test named in %s", document).contains(test);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) {
        for (Path file : new DocumentBlocks(document).linkedFiles()) {
            assertThat(file).as("a link in %s", document).exists();
        }
    }

    @Test
    void theCheckSeesCode() {
        Path readme = ProjectFiles.root().resolve("README.md");
        assertThat(new DocumentBlocks(readme).blocks("java")).isNotEmpty();
        assertThat(new DocumentBlocks(readme).blocks("sh")).isNotEmpty();
        assertThat(new DocumentBlocks(readme).linkedFiles()).isNotEmpty();
    }

    private static void assertMavenCommand(String command) {
        Matcher project = PROJECT.matcher(command);
        while (project.find()) {
            for (String module : project.group(1).split(",")) {
                assertThat(ProjectFiles.root().resolve(module).resolve("pom.xml"))
                        .as(command)
                        .exists();
            }
        }
        List<String> goals = new ArrayList<>();
        for (String word : command.replaceFirst("-pl \\S+", "").split("\\s+")) {
            if (!word.startsWith("-") && !word.equals("./mvnw")) {
                goals.add(word);
            }
        }
        assertThat(goals).as(command).isNotEmpty().allMatch(goal -> PHASES.matcher(goal).matches());
    }

    private static Set<String> subcommands() {
        Set<String> names = new TreeSet<>();
        Matcher command = SUBCOMMAND.matcher(ProjectFiles.text(SUBCOMMANDS));
        while (command.find()) {
            names.add(command.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return names;
    }

    private static Set<String> testClasses() {
        Set<String> names = new TreeSet<>();
        for (Path source : testSources()) {
            names.add(source.getFileName().toString().replace(".java", ""));
        }
        return names;
    }

    private static List<Path> testSources() {
        List<Path> sources = new ArrayList<>();
        Path root = ProjectFiles.root();
        for (String module :
                List.of(
                        "core",
                        "storage-memory",
                        "storage-rocksdb",
                        "ipc-client",
                        "ipc-server",
                        "bulk-hnsw",
                        "vectors-grpc",
                        "cli",
                        "examples",
                        "benchmarks")) {
            Path tests = root.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                sources.addAll(ProjectFiles.below(tests, ".java"));
            }
        }
        return sources;
    }
}
