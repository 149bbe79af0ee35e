package io.cairn.storage.rocksdb;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Writes a copy of a database: hard links to its tables where the target is on the same file
 * system, a copy of the rest.
 */
final class Export {

    private Export() {}

    static void run(RocksDB db, VersionFile versions, Path target, Failures failures) {
        if (Files.exists(target)) {
            throw new InvalidArgumentException(
                    "the target exists already; name a directory that does not", "path", target);
        }
        Path absolute = target.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new InvalidArgumentException("the target has no parent", "path", target);
        }
        Path partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
        try {
            Files.createDirectories(parent);
            deleteTree(partial);
            try (Checkpoint checkpoint = Checkpoint.create(db)) {
                checkpoint.createCheckpoint(partial.toString());
            }
            // Read after the copy was made, it covers every version in it.
            VersionFile.create(partial, versions.version());
            new FormatFile(FormatFile.VERSION, null).write(partial);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
            FormatFile.syncDirectory(parent);
        } catch (RocksDBException e) {
            throw failures.of(e, "exporting");
        } catch (IOException e) {
            throw failures.of(e, "exporting");
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
