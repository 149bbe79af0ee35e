package io.cairn.hnsw.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks a file before it is read. Stateless. */
final class InputFile {

    private InputFile() {}

    /**
     * Makes sure that a file is there: that it is not is the environment's fault, not the
     * request's.
     *
     * @throws UncheckedIOException when it is not
     */
    static Path existing(Path file) {
        if (Files.notExists(file)) {
            throw new UncheckedIOException(new NoSuchFileException(file.toString()));
        }
        return file;
    }
}
