package io.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A committed file whose text is written by code; run with {@code -Dcairn.rewrite=true} to write
 * it.
 */
public final class GeneratedFile {

    private GeneratedFile() {}

    /** Compares a file with what it should say, or writes it when asked to. */
    public static void check(String file, String expected, String test) {
        Path path = root().resolve(file);
        try {
            if (Boolean.getBoolean("cairn.rewrite")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, expected);
            }
            String present = Files.exists(path) ? Files.readString(path) : "";
            assertThat(present)
                    .as(
                            "%s is out of date; rewrite it with ./mvnw -q -pl core -am test -Dtest=%s"
                                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.rewrite=true",
                            file, test)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException(
                        "no directory above " + Path.of("").toAbsolutePath() + " has mvnw");
            }
        }
        return here;
    }
}
