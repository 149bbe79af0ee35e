package io.cairn.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of the project that this test belongs to. Stateless. */
final class ProjectFiles {

    private ProjectFiles() {}

    /** The folder that holds {@code mvnw}. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above the tests holds mvnw");
            }
        }
        return folder;
    }

    /** README.md and everything below docs. */
    static List<Path> documents() {
        List<Path> documents = new ArrayList<>();
        documents.add(root().resolve("README.md"));
        documents.addAll(below(root().resolve("docs"), ".md"));
        return documents;
    }

    /**
     * The files below a folder whose names end in a certain way, sorted; none when there is no such
     * folder.
     */
    static List<Path> below(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
