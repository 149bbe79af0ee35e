package io.cairn.vectors.grpc.live;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.HnswIndex;
import io.cairn.vectors.grpc.file.SharedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one index. Immutable; whoever calls sees to it that nobody else does. */
record IndexFiles(Path directory) {

    private static final String GRAPH = "graph.hnsw";
    private static final String PARTIAL = ".partial";

    Path graph() {
        return directory.resolve(GRAPH);
    }

    @Nullable SharedIndex openGraph() {
        return Files.exists(graph()) ? new SharedIndex(HnswIndex.open(graph())) : null;
    }

    /** Returns the numbers of the logs, in order. */
    List<Long> logs() {
        return list().stream()
                .flatMapToLong(file -> LogFormat.number(file).stream())
                .sorted()
                .boxed()
                .toList();
    }

    /** Deletes the logs before one; their vectors are in the graph. */
    void deleteLogsBefore(long number) {
        for (long log : logs()) {
            if (log < number) {
                delete(LogFormat.file(directory, log));
            }
        }
    }

    /** Deletes what a killed process has left unfinished. */
    void deletePartial() {
        for (Path file : list()) {
            if (file.getFileName().toString().endsWith(PARTIAL)) {
                delete(file);
            }
        }
    }

    /** Tells whether there is nothing here but what an interrupted creation leaves. */
    boolean isUnborn() {
        return list().stream()
                .allMatch(file -> {
                    String name = file.getFileName().toString();
                    return name.equals(IndexLock.FILE)
                            || name.endsWith(PARTIAL)
                            || LogFormat.number(file).isPresent();
                });
    }

    void deleteAll() {
        list().forEach(IndexFiles::delete);
        delete(directory);
    }

    private List<Path> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.toList());
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static UnavailableException failure(Path file, IOException e) {
        return new UnavailableException(
                ErrorCode.IO,
                "the files of an index cannot be read or written",
                e,
                "file",
                file,
                "problem",
                e);
    }
}
