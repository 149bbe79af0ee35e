package io.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory and what is in it, removed when closed, by whoever made it. Used by one
 * thread.
 */
public final class Directories implements AutoCloseable {

    private final Path root;

    /**
     * Makes the directory.
     *
     * @throws IOException when that fails
     */
    public Directories() throws IOException {
        root = Files.createTempDirectory("cairn-bench-");
    }

    /**
     * Returns the directory.
     *
     * @return its path, which exists until this is closed
     */
    public Path root() {
        return root;
    }

    Path directory(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
