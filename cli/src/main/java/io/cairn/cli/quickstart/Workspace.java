package io.cairn.cli.quickstart;

import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the tour works in: a database and a mark that says who made it. Deletes only
 * these two, and the directory itself only if it made it and nothing else is in it. Used by one
 * thread.
 */
final class Workspace {

    private static final String MARK = ".cairn-quickstart";
    private static final String DATABASE = "db";

    private final Path directory;
    private final boolean made;

    private Workspace(Path directory, boolean made) {
        this.directory = directory;
        this.made = made;
    }

    /**
     * Prepares a directory: a new temporary one, or the one given if it is new, empty or left by an
     * earlier tour.
     *
     * @throws CliException when the directory has foreign content
     */
    static Workspace prepare(@Nullable Path given) throws IOException {
        if (given == null) {
            return marked(new Workspace(Files.createTempDirectory("cairn-quickstart-"), true));
        }
        Path directory = given.toAbsolutePath().normalize();
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            return marked(new Workspace(directory, true));
        }
        if (!Files.isDirectory(directory)) {
            throw new CliException(
                    ExitCode.REFUSED,
                    directory + " is not a directory; give another one with --dir");
        }
        List<String> names = names(directory);
        if (!names.isEmpty()
                && !(names.contains(MARK) && List.of(MARK, DATABASE).containsAll(names))) {
            throw new CliException(
                    ExitCode.REFUSED,
                    directory
                            + " is not empty and was not made by quickstart; give a new or an empty directory with --dir");
        }
        Workspace workspace = new Workspace(directory, false);
        workspace.deleteDatabase();
        return marked(workspace);
    }

    private static Workspace marked(Workspace workspace) throws IOException {
        Files.writeString(
                workspace.directory.resolve(MARK),
                "Made by 'cairn quickstart', which may delete the directory db here.\n");
        return workspace;
    }

    /** Where the database goes. */
    Path database() {
        return directory.resolve(DATABASE);
    }

    /** The size of the database's files in bytes. */
    long bytes() throws IOException {
        if (!Files.exists(database())) {
            return 0;
        }
        long[] bytes = {0};
        Files.walkFileTree(
                database(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        bytes[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
        return bytes[0];
    }

    /** Deletes what this workspace made. */
    void delete() throws IOException {
        deleteDatabase();
        Files.deleteIfExists(directory.resolve(MARK));
        if (made && names(directory).isEmpty()) {
            Files.delete(directory);
        }
    }

    private void deleteDatabase() throws IOException {
        if (!Files.isDirectory(database(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                database(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
