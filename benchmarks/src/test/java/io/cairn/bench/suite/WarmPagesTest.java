package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmPagesTest {

    @TempDir Path directory;

    @Test
    void leavesNothingBehind() throws IOException {
        WarmPages.touch(directory, 700_001);

        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void tellsWherePagesCannotBeTaken() {
        Path missing = directory.resolve("missing");

        IOException failure = assertThrows(IOException.class, () -> WarmPages.touch(missing, 1));
        assertTrue(failure.getMessage().contains("missing"));
    }
}
