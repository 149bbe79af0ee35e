package io.cairn.storage.rocksdb;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
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
 * {@code name=value}. Immutable.
 *
 * @param version the format's version
 * @param log where the database's log was written last, or null when that is the database's own
 *     directory
 */
record FormatFile(int version, @Nullable Path log) {

    static final String FILE_NAME = "CAIRN-FORMAT";

    /** The version that this code writes, and the newest that it reads. */
    static final int VERSION = 2;

    private static final String FORMAT = "cairn-database";
    private static final String ENGINE = "rocksdb";
    private static final int BYTES_MAX = 4096;

    /**
     * Reads the file; refuses a directory of a newer format, of another engine or with an
     * unreadable file.
     *
     * @return what the file says, or null when there is none
     */
    static @Nullable FormatFile read(Path directory) throws IOException {
        byte[] bytes = bytes(directory.resolve(FILE_NAME));
        if (bytes == null) {
            return null;
        }
        Map<String, String> fields = fields(bytes);
        Integer version = number(fields.get("version"));
        if (!FORMAT.equals(fields.get("format")) || version == null || version < 1) {
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
        String log = fields.get("log");
        return new FormatFile(version, log == null ? null : Path.of(log));
    }

    boolean isNewest() {
        return version == VERSION;
    }

    /** Writes the file; it exists entirely or not at all. */
    void write(Path directory) throws IOException {
        String text = "format=" + FORMAT + "\nversion=" + version + "\nengine=" + ENGINE + "\n";
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

    /** Returns the start of the file, one byte more than it may have; null when there is none. */
    private static byte @Nullable [] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(BYTES_MAX + 1);
        } catch (FileNotFoundException e) {
            // The same is thrown where the file may not be read; this tells which it is.
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        }
    }

    private static Map<String, String> fields(byte[] bytes) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (bytes.length <= BYTES_MAX) {
            String text = new String(bytes, StandardCharsets.UTF_8);
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
