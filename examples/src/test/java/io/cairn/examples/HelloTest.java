package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's program, twice: the second run finds what the first one stored. */
class HelloTest {

    @Test
    void printsBothUsers(@TempDir Path directory) {
        PrintStream console = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(printer);
            Hello.main(new String[] {"rocksdb:" + directory.resolve("db")});
            Hello.main(new String[] {"rocksdb:" + directory.resolve("db")});
        } finally {
            System.setOut(console);
        }
        String once = "user:1 is Alice\nuser:2 is Bob\n";
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(once + once);
    }
}
