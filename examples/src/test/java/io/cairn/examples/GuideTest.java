package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.ErrorCode;
import io.cairn.error.ErrorKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guide to running leaves nothing out: every kind of error, every code, every counter. */
class GuideTest {

    private static final String GUIDE =
            ProjectFiles.text(ProjectFiles.root().resolve("docs/running.md"));

    @ParameterizedTest
    @EnumSource
    void everyKindOfErrorIsExplained(ErrorKind kind) {
        assertThat(GUIDE).contains("| `" + kind + "` |").contains("case " + kind + " ->");
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeIsExplained(ErrorCode code) {
        assertThat(GUIDE).contains("`" + code + "`");
    }

    @Test
    void everyCounterIsExplained(@TempDir Path directory) {
        try (Database db = Cairn.open("rocksdb:" + directory)) {
            assertThat(db.stats().counters().keySet())
                    .isNotEmpty()
                    .allSatisfy(counter -> assertThat(GUIDE).contains("`" + counter + "`"));
        }
    }
}
