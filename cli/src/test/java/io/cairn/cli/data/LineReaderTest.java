package io.cairn.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of any length and ending, counted. */
class LineReaderTest {

    @Test
    void linesEndInEveryWay() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("a")).containsExactly("a");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("a\r\nb\r\n\nc\r")).containsExactly("a", "b", "", "c");
    }

    @Test
    void linesMayBeLongerThanTheBuffer() throws IOException {
        for (int length : new int[] {262_143, 262_144, 262_145, 524_288, 1_000_000}) {
            String line = "x".repeat(length);
            assertThat(lines(line + "\nnext\n")).containsExactly(line, "next");
            assertThat(lines(line)).containsExactly(line);
            assertThat(lines("a\n" + line + "\n")).containsExactly("a", line);
        }
    }

    @Test
    void linesAndBytesAreCounted() throws IOException {
        LineReader reader =
                new LineReader(new ByteArrayInputStream(Bytes.utf8("one\r\ntwo\nlast")));
        reader.next();
        assertThat(reader.lineNumber()).isEqualTo(1);
        assertThat(reader.bytesRead()).isEqualTo(5);
        reader.next();
        reader.next();
        assertThat(reader.next()).isNull();
        assertThat(reader.lineNumber()).isEqualTo(3);
        assertThat(reader.bytesRead()).isEqualTo(13);
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(Bytes.utf8(text)));
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(Bytes.text(line));
        }
        return lines;
    }
}
