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
        compare(file, read(file), expected, expected, test);
    }

    /**
     * Compares one section of a file, which several modules write together, with what it should
     * say, or writes it when asked to. A section that the file does not have yet is written at its
     * end.
     */
    public static void checkSection(String file, String section, String expected, String test) {
        String begin = "<!-- section " + section + " -->\n";
        String end = "<!-- end of " + section + " -->\n";
        String present = read(file);
        int from = present.indexOf(begin);
        int to = present.indexOf(end);
        String text = from < 0 || to < from ? "" : present.substring(from + begin.length(), to);
        String before = from < 0 || to < from ? present : present.substring(0, from);
        String after = from < 0 || to < from ? "" : present.substring(to + end.length());
        compare(file, text, expected, before + begin + expected + end + after, test);
    }

    private static void compare(
            String file, String present, String expected, String whole, String test) {
        if (Boolean.getBoolean("cairn.rewrite")) {
            write(file, whole);
            return;
        }
        assertThat(present)
                .as(
                        "%s is out of date; rewrite it by running %s with -Dcairn.rewrite=true, for example"
                                + " ./mvnw -q -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.rewrite=true",
                        file, test, test)
                .isEqualTo(expected);
    }

    private static String read(String file) {
        Path path = root().resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String file, String text) {
        Path path = root().resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
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
