package io.cairn.storage.rocksdb;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database's directory, locked. Whoever opens one decides whether it may be opened or made into a
 * database, and touches nothing in a directory that is refused.
 *
 * @param lock keeps others out
 * @param format what the directory said that it is when it was opened
 */
record DatabaseDirectory(DirectoryLock lock, FormatFile format) {

    private static final List<String> LEFT_BY_US =
            List.of(DirectoryLock.FILE_NAME, VersionFile.FILE_NAME, FormatFile.FILE_NAME + ".new");

    /** What a server that offers the database keeps beside it, before it opens it. */
    private static final List<String> ENDINGS_OF_SERVERS = List.of(".sock", ".sock.lock", ".pid");

    static DatabaseDirectory open(RocksDbConfig config, Failures failures) {
        try {
            return openOrCreate(config, config.path(), config.createIfMissing());
        } catch (IOException e) {
            throw failures.of(e, "opening the directory");
        }
    }

    private static DatabaseDirectory openOrCreate(
            RocksDbConfig config, Path directory, boolean create) throws IOException {
        if (!DirectoryLock.isIn(directory)) {
            if (!Files.isDirectory(directory)) {
                if (!create) {
                    throw missing(directory);
                }
                create(directory);
            }
            refuseForeign(directory, create);
        }
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            FormatFile format = FormatFile.read(directory);
            if (format == null) {
                refuseForeign(directory, create);
            } else {
                refuseHeadless(directory);
            }
            lock.sign();
            if (format == null) {
                format = LogDirectory.create(config);
            }
            LogDirectory.check(config, format);
            return new DatabaseDirectory(lock, format);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "a file is where the database's directory should be; choose another path",
                    e,
                    "path",
                    directory);
        }
    }

    private static void refuseForeign(Path directory, boolean create) throws IOException {
        if (FormatFile.read(directory) != null) {
            refuseHeadless(directory);
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.map(file -> file.getFileName().toString())
                    .anyMatch(DatabaseDirectory::isForeign)) {
                throw FormatFile.refused(
                        "the directory is not empty and not a Cairn database; choose another one",
                        directory);
            }
        }
        if (!create) {
            throw missing(directory);
        }
    }

    private static boolean isForeign(String name) {
        return !LEFT_BY_US.contains(name) && ENDINGS_OF_SERVERS.stream().noneMatch(name::endsWith);
    }

    /** RocksDB would start afresh, over the data, where its {@code CURRENT} file is lost. */
    private static void refuseHeadless(Path directory) throws IOException {
        if (Files.exists(directory.resolve("CURRENT"))) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.anyMatch(file -> file.getFileName().toString().endsWith(".sst"))) {
                throw FormatFile.refused(
                        "the database has lost its CURRENT file; restore a backup", directory);
            }
        }
    }

    private static UnavailableException missing(Path directory) {
        return new UnavailableException(
                ErrorCode.IO,
                "there is no database; check the path, or set createIfMissing",
                null,
                "directory",
                directory);
    }
}
