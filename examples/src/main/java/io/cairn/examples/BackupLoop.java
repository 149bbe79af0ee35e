package io.cairn.examples;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes a copy of a database again and again while others write, and keeps the newest ones. Each
 * copy is a directory that opens as a database. Used by one thread.
 *
 * <p>Over {@code ipc:} it is the server that writes the copies, and this process that renames and
 * removes them; both must have the right to.
 */
public final class BackupLoop {

    private static final String PREFIX = "backup-";

    private final Database db;
    private final Path directory;
    private final int kept;

    /**
     * Makes copies of a database in a directory.
     *
     * @param db what is copied; stays the caller's
     * @param directory where the copies go; it exists, and nobody else makes copies there
     * @param kept how many copies are kept, 1 or more
     */
    public BackupLoop(Database db, Path directory, int kept) {
        this.db = db;
        this.directory = directory.toAbsolutePath();
        this.kept = kept;
    }

    // @start region=backup-round
    /**
     * Makes one copy, and removes those that are too old.
     *
     * @return the copy's directory
     * @throws IOException when files cannot be renamed or removed
     */
    public Path round() throws IOException {
        Path unfinished = directory.resolve("unfinished");
        remove(unfinished); // left by a program that was killed
        db.checkpoint();
        db.exportTo(unfinished); // writers go on meanwhile
        Path copy = directory.resolve(PREFIX + "%08d".formatted(lastNumber() + 1));
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        List<Path> copies = copies();
        for (Path old : copies.subList(0, Math.max(0, copies.size() - kept))) {
            remove(old);
        }
        return copy;
    }

    // @end

    /**
     * Lists the copies.
     *
     * @return their directories, the oldest first
     * @throws IOException when the directory cannot be read
     */
    public List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }

    private int lastNumber() throws IOException {
        List<Path> copies = copies();
        return copies.isEmpty()
                ? 0
                : Integer.parseInt(
                        copies.getLast().getFileName().toString().substring(PREFIX.length()));
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Copies the database with the given URL until the rounds are done.
     *
     * @param args the URL, the directory for the copies, the seconds between two copies, and the
     *     number of rounds
     * @throws Exception when a copy fails
     */
    public static void main(String[] args) throws Exception {
        run(
                args[0],
                Path.of(args[1]),
                Duration.ofSeconds(Long.parseLong(args[2])),
                Long.parseLong(args[3]),
                System.out);
    }

    static void run(String url, Path directory, Duration interval, long rounds, PrintStream out)
            throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1); // for whoever wants to end the loop early
        try (Database db = Cairn.open(url)) {
            BackupLoop loop = new BackupLoop(db, directory, 3);
            for (long round = 1; round <= rounds; round++) {
                out.println("made " + loop.round().getFileName());
                if (round < rounds && stop.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        }
    }
}
