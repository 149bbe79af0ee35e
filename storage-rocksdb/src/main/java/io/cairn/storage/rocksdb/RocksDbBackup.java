package io.cairn.storage.rocksdb;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * Backups of a RocksDB database: what {@code exportTo} writes, plus a list of its files with
 * checksums. Stateless and thread-safe.
 *
 * <p>A backup on the database's own file system shares the unchanging files with it through hard
 * links: made in no time, but lost with the disk. Copy the directory elsewhere to survive that; the
 * list travels with it.
 */
public final class RocksDbBackup {

    private RocksDbBackup() {}

    /**
     * What a backup consists of.
     *
     * @param files the number of files
     * @param bytes their total size
     */
    public record Summary(int files, long bytes) {}

    /**
     * Exports an open engine's current state and seals the copy. Safe while batches are applied.
     *
     * @param engine the open engine
     * @param target the directory to create
     * @return what was written
     * @throws InvalidArgumentException when the target exists
     * @throws UnavailableException when the disk is full or fails
     */
    public static Summary backup(RocksDbEngine engine, Path target) {
        engine.exportTo(target);
        return seal(target);
    }

    /**
     * Makes an exported directory a backup by listing its files with sizes and checksums. The
     * directory must not be open as a database.
     *
     * @param exported a directory that {@code exportTo} wrote
     * @return what the backup consists of
     * @throws io.cairn.error.CorruptionException when the directory is not a Cairn database
     * @throws UnavailableException when it cannot be read or written
     */
    public static Summary seal(Path exported) {
        try {
            if (FormatFile.read(exported) == null) {
                throw FormatFile.refused(
                        "the directory is not a Cairn database; export one into it first",
                        exported);
            }
            BackupManifest manifest = BackupManifest.of(exported);
            manifest.write(exported);
            return summary(manifest);
        } catch (IOException e) {
            throw new Failures(exported).of(e, "sealing a backup");
        }
    }

    /**
     * Compares every file of a backup with its size and checksum.
     *
     * @param backup the backup's directory
     * @return what the backup consists of
     * @throws io.cairn.error.CorruptionException when it is no backup, or a file is damaged or
     *     missing; the message names the file
     * @throws UnavailableException when it cannot be read
     */
    public static Summary verify(Path backup) {
        try {
            BackupManifest manifest = BackupManifest.read(backup);
            manifest.verify(backup);
            return summary(manifest);
        } catch (IOException e) {
            throw new Failures(backup).of(e, "verifying a backup");
        }
    }

    /**
     * Copies a backup into a new directory, which then opens as a database. Every checksum is
     * compared before anything is written and again on the copies, which get their place only when
     * all are sound.
     *
     * @param backup the backup's directory
     * @param target a directory that does not exist, or is empty
     * @return what was restored
     * @throws InvalidArgumentException when the target is a file or a directory with anything in it
     * @throws io.cairn.error.CorruptionException when the backup is damaged; the message names the
     *     file
     * @throws UnavailableException when something cannot be read or written
     */
    public static Summary restore(Path backup, Path target) {
        Summary summary = verify(backup);
        try {
            refuseOccupied(target);
            Path absolute = target.toAbsolutePath();
            Path partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
            Export.deleteTree(partial);
            Files.createDirectories(partial);
            BackupManifest manifest = BackupManifest.read(backup);
            for (BackupManifest.Entry file : manifest.files()) {
                Path copy = partial.resolve(file.name());
                Files.copy(backup.resolve(file.name()), copy);
                FormatFile.sync(copy);
            }
            manifest.verify(partial);
            FormatFile.syncDirectory(partial);
            Files.deleteIfExists(absolute);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
            FormatFile.syncDirectory(absolute.resolve("..").normalize());
            return summary;
        } catch (IOException e) {
            throw new Failures(target).of(e, "restoring a backup");
        }
    }

    private static void refuseOccupied(Path target) throws IOException {
        boolean occupied = Files.exists(target);
        if (occupied && Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                occupied = files.findAny().isPresent();
            }
        }
        if (occupied) {
            throw new InvalidArgumentException(
                    "the target is not empty, and restoring never overwrites; name a new directory",
                    "target",
                    target);
        }
    }

    private static Summary summary(BackupManifest manifest) {
        return new Summary(manifest.files().size(), manifest.bytes());
    }
}
