package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document draws the file that the code writes. */
class FormatDocumentTest {

    private static String text = "";

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(Path.of("..", "docs", "file-formats.md"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsDrawnWhereItIs(HeaderField field) {
        assertThat(text)
                .contains(
                        String.format(
                                "| `%s` | %d | %d |",
                                field.label(), field.offset(), field.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void everySectionIsListed(SectionKind kind) {
        assertThat(text).contains(String.format("| %d | `%s` |", kind.number(), kind));
    }
}
