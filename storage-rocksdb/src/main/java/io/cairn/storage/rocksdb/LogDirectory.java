package io.cairn.storage.rocksdb;

import io.cairn.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a database's log is. The format file remembers it, because RocksDB, opened with another
 * directory, would find no log and silently go on without the commits in it.
 */
final class LogDirectory {

    private LogDirectory() {}

    static Path of(RocksDbConfig config) {
        return Objects.requireNonNullElse(config.walDirectory(), config.path());
    }

    /** Prepares a new database. */
    static FormatFile create(RocksDbConfig config) throws IOException {
        Path log = config.walDirectory();
        if (log != null) {
            Files.createDirectories(log);
            refuseUsed(log, "has a log already; give every database a directory of its own");
        }
        VersionFile.create(config.path(), 0);
        FormatFile format =
                new FormatFile(FormatFile.VERSION, log == null ? null : log.toAbsolutePath());
        format.write(config.path());
        return format;
    }

    /**
     * Refuses a directory other than the one with the log, unless that log is empty, as it is after
     * a checkpoint and a close.
     */
    static void check(RocksDbConfig config, FormatFile format) throws IOException {
        Path was = format.log();
        Path is = config.walDirectory();
        if (same(was, is)) {
            return;
        }
        refuseUsed(
                was == null ? config.path() : was,
                "is not where the database's log is; set it to that directory, or write a checkpoint and"
                        + " close before changing it");
        if (is != null) {
            Files.createDirectories(is);
            refuseUsed(is, "has a log already; give every database a directory of its own");
        }
        new FormatFile(format.version(), is == null ? null : is.toAbsolutePath())
                .write(config.path());
    }

    /** Lists the log files, oldest first. */
    static List<Path> files(Path directory) throws IOException {
        return Listing.of(directory).logs();
    }

    private static void refuseUsed(Path directory, String text) throws IOException {
        for (Path file : files(directory)) {
            if (Files.size(file) > 0 && LogFile.examine(file, number(file)).isUsed()) {
                throw new ConfigException("/engineOptions/walDirectory: " + text, "log", file);
            }
        }
    }

    private static boolean same(@Nullable Path was, @Nullable Path is) {
        return Objects.equals(was, is == null ? null : is.toAbsolutePath());
    }

    /** Returns a log's number, which its file's name says. */
    static long number(Path log) {
        String name = log.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
