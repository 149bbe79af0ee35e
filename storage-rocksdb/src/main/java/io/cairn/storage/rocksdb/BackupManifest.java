package io.cairn.storage.rocksdb;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The list of a backup's files with sizes and CRC32C checksums. Text: {@code cairn-backup 1}, a
 * line {@code checksum size name} per file, and {@code end} with the checksum of the lines before,
 * so that a damaged or cut list is noticed, too. Immutable.
 *
 * @param files the files, sorted by name
 */
record BackupManifest(List<Entry> files) {

    static final String FILE_NAME = "CAIRN-BACKUP";

    private static final String HEAD = "cairn-backup 1";
    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * One file.
     *
     * @param name its name in the backup's directory
     * @param bytes its size
     * @param checksum its CRC32C
     */
    record Entry(String name, long bytes, int checksum) {}

    /** Reads all files of a directory but the lock and an older manifest. */
    static BackupManifest of(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> list = Files.list(directory)) {
            paths = list.filter(BackupManifest::listed).sorted().toList();
        }
        List<Entry> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(entry(path));
        }
        return new BackupManifest(files);
    }

    private static boolean listed(Path path) {
        String name = path.getFileName().toString();
        return Files.isRegularFile(path)
                && !name.equals(FILE_NAME)
                && !name.equals(DirectoryLock.FILE_NAME);
    }

    private static Entry entry(Path path) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                bytes += n;
            }
        }
        return new Entry(path.getFileName().toString(), bytes, (int) crc.getValue());
    }

    /** Writes the list into the directory; it is there entirely or not at all. */
    void write(Path directory) throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (Entry file : files) {
            text.append(hex(file.checksum())).append(' ').append(file.bytes()).append(' ');
            text.append(file.name()).append('\n');
        }
        int checksum = checksum(text.toString());
        text.append("end ").append(hex(checksum)).append('\n');
        Path temporary = directory.resolve(FILE_NAME + ".new");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        FormatFile.sync(temporary);
        Files.move(
                temporary,
                directory.resolve(FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        FormatFile.syncDirectory(directory);
    }

    static BackupManifest read(Path directory) throws IOException {
        Path path = directory.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the directory is not a backup: it has no list of files",
                    null,
                    "missing",
                    path);
        }
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        int end = text.lastIndexOf("end ");
        if (!text.startsWith(HEAD + "\n")
                || end < 0
                || !text.substring(end)
                        .equals("end " + hex(checksum(text.substring(0, end))) + "\n")) {
            throw damaged(path, "the backup's list of files is damaged; use another backup");
        }
        List<Entry> files = new ArrayList<>();
        for (String line : text.substring(HEAD.length() + 1, end).lines().toList()) {
            String[] fields = line.split(" ", 3);
            files.add(
                    new Entry(
                            fields[2],
                            Long.parseLong(fields[1]),
                            HexFormat.fromHexDigits(fields[0])));
        }
        return new BackupManifest(files);
    }

    /** Compares every listed file with its size and checksum. */
    void verify(Path directory) throws IOException {
        for (Entry file : files) {
            Path path = directory.resolve(file.name());
            if (!file.equals(entryOrNull(path))) {
                throw damaged(
                        path, "a file of the backup is damaged or missing; use another backup");
            }
        }
    }

    long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    private static @Nullable Entry entryOrNull(Path path) throws IOException {
        try {
            return entry(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static int checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits(value);
    }

    private static CorruptionException damaged(Path path, String text) {
        return new CorruptionException(ErrorCode.CHECKSUM, text, null, "file", path);
    }
}
