package io.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary directories of one group, removed at its end. Used by one thread. */
final class Directories implements AutoCloseable {

    private final Path root;

    Directories() throws IOException {
        root = Files.createTempDirectory("cairn-bench-");
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
