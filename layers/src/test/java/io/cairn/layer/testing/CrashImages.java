package io.cairn.layer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Database;
import io.cairn.api.WriteView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process leaves behind that is killed between two commits, for each two of them: at every
 * commit it copies the files of the database, as they are. A kill from outside finds such a moment
 * by luck only.
 */
public final class CrashImages implements CommitHook {

    /**
     * What one kill would leave.
     *
     * @param directory to be given to {@link Store#open}
     * @param done how many steps were done before
     */
    public record Image(Path directory, int done) {}

    /** Looks at what a kill would leave. */
    @FunctionalInterface
    public interface Check {

        /**
         * Opens what is there and looks at it.
         *
         * @param directory to be given to {@link Store#open}
         * @param done how many steps were done before
         * @throws Exception what opening it throws
         */
        void look(Path directory, int done) throws Exception;
    }

    /** Uses a database step by step. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Does the steps.
         *
         * @param db the database
         * @param done takes the number of each step when it is done
         * @throws Exception what the steps throw
         */
        void write(Database db, IntConsumer done) throws Exception;
    }

    /** By what it is seen that a file has changed. */
    private record Form(long size, FileTime modified) {}

    private static final int TRIES_MAX = 1000;

    private final Path directory;
    private final int first;
    private final List<Image> images = new ArrayList<>();
    private int done;
    private @Nullable IOException failure;

    /**
     * Makes a hook, which is yet to be added to the database.
     *
     * @param directory what {@link Store#open} was given; takes the copies too
     * @param first copies from this step on
     */
    public CrashImages(Path directory, int first) {
        this.directory = directory;
        this.first = first;
    }

    /**
     * Uses a database of RocksDB and copies its files meanwhile.
     *
     * @param directory where the database is to be, and the copies
     * @param first copies from this step on
     * @param writing what to do with it
     * @return the copies; the database is closed
     * @throws Exception what that throws
     */
    public static CrashImages of(Path directory, int first, Writing writing) throws Exception {
        CrashImages images = new CrashImages(directory, first);
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            open.db().addCommitHook(images);
            writing.write(open.db(), images::done);
        }
        return images;
    }

    /**
     * Notes that a step is done.
     *
     * @param step its number; the first is 0
     */
    public synchronized void done(int step) {
        done = step + 1;
    }

    /**
     * Returns the copies.
     *
     * @return one for each commit since the first step that was asked for
     * @throws IOException when one could not be made
     */
    public synchronized List<Image> images() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return List.copyOf(images);
    }

    /**
     * Looks at all copies.
     *
     * @param atLeast how many there must be
     * @param check what to look at
     * @throws Exception what the check throws, or that a copy could not be made
     */
    public void each(int atLeast, Check check) throws Exception {
        List<Image> all = images();
        assertThat(all).hasSizeGreaterThanOrEqualTo(atLeast);
        for (Image image : all) {
            check.look(image.directory(), image.done());
        }
    }

    @Override
    public void beforeCommit(WriteView tx, ChangeSet changes) {}

    @Override
    public synchronized void afterCommit(long version, ChangeSet changes) {
        if (done < first) {
            return;
        }
        Path image = directory.resolve("image-" + images.size());
        try {
            for (int tries = 1; !copied(directory.resolve("db"), image.resolve("db")); tries++) {
                if (tries == TRIES_MAX) {
                    throw new IOException("the database does not come to rest: " + directory);
                }
            }
            images.add(new Image(image, done));
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Copies files; false when the database tidied up meanwhile, which it does by itself. */
    private static boolean copied(Path from, Path to) throws IOException {
        Map<Path, Form> before = files(from);
        Files.createDirectories(to);
        try {
            for (Path file : before.keySet()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (NoSuchFileException e) {
            return discarded(to);
        }
        return !before.isEmpty() && files(from).equals(before) || discarded(to);
    }

    private static Map<Path, Form> files(Path directory) throws IOException {
        Map<Path, Form> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.toList()) {
                // What it logs is no part of its state.
                if (Files.isRegularFile(file) && !file.endsWith("LOG")) {
                    files.put(file, new Form(Files.size(file), Files.getLastModifiedTime(file)));
                }
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            return Map.of();
        }
        return files;
    }

    private static boolean discarded(Path copy) throws IOException {
        for (Path file : files(copy).keySet()) {
            Files.delete(file);
        }
        return false;
    }
}
