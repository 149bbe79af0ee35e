package io.cairn.hnsw.cli;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks a file before it is written. Stateless. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Makes sure that a file may be written, and that its directory exists.
     *
     * @param input what is read meanwhile, or null when that is no file
     * @param overwrite whether it may be there already
     * @throws InvalidArgumentException when it exists and may not, or is the input
     */
    static void prepare(Path output, @Nullable Path input, boolean overwrite) {
        try {
            if (Files.exists(output)) {
                if (input != null && Files.exists(input) && Files.isSameFile(output, input)) {
                    throw new InvalidArgumentException(
                            "the output is the input; name another file", "output", output);
                }
                if (Files.isDirectory(output)) {
                    throw new InvalidArgumentException(
                            "the output is a directory; name a file", "output", output);
                }
                if (!overwrite) {
                    throw new InvalidArgumentException(
                            "the output exists already; name another file or give --overwrite",
                            "output",
                            output);
                }
            }
            Path directory = output.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
