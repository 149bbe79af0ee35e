package io.cairn.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The code that the tour prints is the code that it runs: between the markers in the source stands,
 * line by line, what the constant of that name holds. A constant without markers, or markers
 * without a constant, fail as well.
 */
class SnippetTest {

    private static final Pattern MARKED =
            Pattern.compile("\\n *// code: (\\w+)\\n(.*?)\\n *// end\\n", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            classes = {ReadSteps.class, TransactionSteps.class, WriteSteps.class, Loader.class})
    void whatIsPrintedIsWhatRuns(Class<?> steps) throws Exception {
        assertThat(printed(steps)).isNotEmpty().isEqualTo(running(steps));
    }

    @Test
    void everyStepHasItsOwnCode() throws IOException {
        List<Step> steps = Tour.steps(JdkImage.running(2_000));
        assertThat(steps).hasSize(12);
        assertThat(steps.stream().map(Step::code))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(steps.stream().map(Step::title)).doesNotHaveDuplicates();
    }

    private static Map<String, String> printed(Class<?> steps) throws IllegalAccessException {
        Map<String, String> constants = new TreeMap<>();
        for (Field field : steps.getDeclaredFields()) {
            if (field.getName().endsWith("_CODE")) {
                constants.put(field.getName(), (String) field.get(null));
            }
        }
        return constants;
    }

    private static Map<String, String> running(Class<?> steps) throws IOException {
        Path source = Path.of("src/main/java", steps.getName().replace('.', '/') + ".java");
        Map<String, String> snippets = new TreeMap<>();
        Matcher marked = MARKED.matcher(Files.readString(source));
        while (marked.find()) {
            snippets.put(marked.group(1), marked.group(2).stripIndent() + "\n");
        }
        return snippets;
    }
}
