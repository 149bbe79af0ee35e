package io.cairn.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applies the house rules to every file of the repository. */
class TidyTest {
    private static List<SourceFile> files = List.of();

    @BeforeAll
    static void readTheRepository() throws IOException {
        files = SourceTree.read();
    }

    static Stream<Rule> rules() {
        return Stream.of(TextRules.ALL, CodeRules.ALL, TreeRules.ALL).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isObeyed(Rule rule) {
        assertThat(rule.in(files)).as(rule.name()).isEmpty();
    }

    @Test
    void theRepositoryIsSeen() {
        assertThat(files)
                .extracting(SourceFile::path)
                .contains(
                        "pom.xml",
                        "mvnw",
                        ".mvn/jdk.sh",
                        "core/src/main/java/io/cairn/bytes/KeyRange.java",
                        "core/src/test/java/io/cairn/tidy/TidyTest.java")
                .noneMatch(p -> p.contains("/target/") || p.startsWith(".git/"));
    }
}
