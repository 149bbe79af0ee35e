package io.cairn.storage.rocksdb;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that says that a directory is a Cairn database, of which engine and format. Text lines
 * {@code name=value}.
 */
final class FormatFile {

    static final String FILE_NAME = "CAIRN-FORMAT";

    /** The version that this code writes, and the newest that it reads. */
    static final int VERSION = 1;

    private static final String FORMAT = "cairn-database";
    private static final String ENGINE = "rocksdb";
    private static final long BYTES_MAX = 4096;

    private FormatFile() {}

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FILE_NAME));
    }

    /**
     * Refuses a directory of a newer format, of another engine or with an unreadable format file.
     */
    static void check(Path directory) throws IOException {
        checked(directory);
    }

    private static Map<String, String> checked(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        Map<String, String> fields = fields(file);
        Integer version = number(fields.get("version"));
        if (!FORMAT.equals(fields.get("format")) || version == null) {
            throw refused("the format file is damaged; restore it from a backup", directory);
        }
        if (version > VERSION) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the database has a newer format than this version of Cairn reads; use a newer Cairn",
                    null,
                    "format",
                    version,
                    "newest readable",
                    VERSION,
                    "directory",
                    directory);
        }
        if (!ENGINE.equals(fields.get("engine"))) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the database was made by another engine; open it with that one",
                    null,
                    "engine",
                    fields.get("engine"),
                    "directory",
                    directory);
        }
        return fields;
    }

    /**
     * Returns where the database's log was written last, or null when that is the database's own
     * directory; refuses what {@link #check} does.
     */
    static @Nullable Path logDirectory(Path directory) throws IOException {
        String log = checked(directory).get("log");
        return log == null ? null : Path.of(log);
    }

    /**
     * Writes the file; it exists entirely or not at all.
     *
     * @param log where the log is written, or null for the database's directory
     */
    static void write(Path directory, @Nullable Path log) throws IOException {
        String text = "format=" + FORMAT + "\nversion=" + VERSION + "\nengine=" + ENGINE + "\n";
        if (log != null) {
            text += "log=" + log.toAbsolutePath() + "\n";
        }
        Path temporary = directory.resolve(FILE_NAME + ".new");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        sync(temporary);
        Files.move(
                temporary,
                directory.resolve(FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(directory);
    }

    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Makes renames inside a directory durable, where the operating system lets directories be
     * opened.
     */
    static void syncDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static CorruptionException refused(String text, Path directory) {
        return new CorruptionException(ErrorCode.FORMAT, text, null, "directory", directory);
    }

    private static Map<String, String> fields(Path file) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        if (Files.size(file) <= BYTES_MAX) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.split("\n", -1)) {
                int at = line.indexOf('=');
                if (at > 0) {
                    fields.put(line.substring(0, at), line.substring(at + 1));
                }
            }
        }
        return fields;
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
