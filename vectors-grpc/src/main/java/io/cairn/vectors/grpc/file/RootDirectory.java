package io.cairn.vectors.grpc.file;

import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The directory below which callers may name files. Immutable.
 *
 * <p>Names are judged twice: as they are written, so that nothing outside is even looked at, and as
 * the file system resolves them, so that no symbolic link leads out.
 */
public final class RootDirectory {

    private final Path given;
    private final Path real;

    private RootDirectory(Path given, Path real) {
        this.given = given;
        this.real = real;
    }

    /** Tells that a path leads, or may lead, out of the directory. Immutable. */
    public static final class OutsideException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutsideException(String path) {
            super(
                    "index_path leads out of the server's root directory; name a file below it: "
                            + path);
        }
    }

    /** Tells that there is no such file. Immutable. */
    public static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingException(String path) {
            super("no such file below the server's root directory: " + path);
        }
    }

    /**
     * Takes a directory.
     *
     * @param directory one that exists
     * @return the directory
     * @throws UnavailableException when there is none, or it may not be looked at
     */
    public static RootDirectory of(Path directory) {
        Path given = directory.toAbsolutePath().normalize();
        try {
            Path real = given.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(given.toString());
            }
            return new RootDirectory(given, real);
        } catch (IOException e) {
            throw new UnavailableException(
                    e instanceof AccessDeniedException ? ErrorCode.PERMISSION : ErrorCode.IO,
                    "the root directory is missing or cannot be read; make it first",
                    e,
                    "root",
                    given);
        }
    }

    /**
     * Returns the directory.
     *
     * @return its path without symbolic links
     */
    public Path path() {
        return real;
    }

    /**
     * Finds a file.
     *
     * @param name its path, relative to the directory
     * @return its path without symbolic links, below the directory
     * @throws OutsideException when it leads out of the directory
     * @throws MissingException when there is no such file
     * @throws InvalidArgumentException when it is no path, or not that of a regular file
     * @throws UnavailableException when it cannot be looked at
     */
    public Path file(String name) {
        Path path = confined(name);
        try {
            Path found = path.toRealPath();
            if (!found.startsWith(real)) {
                throw new OutsideException(name);
            }
            if (!Files.isRegularFile(found)) {
                throw new InvalidArgumentException(
                        "index_path is not that of a file", "index_path", name);
            }
            return found;
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new MissingException(name);
        } catch (IOException e) {
            throw new UnavailableException(
                    e instanceof AccessDeniedException ? ErrorCode.PERMISSION : ErrorCode.IO,
                    "the file cannot be looked at",
                    e,
                    "index_path",
                    name);
        }
    }

    private Path confined(String name) {
        if (name.isEmpty()) {
            throw new InvalidArgumentException("index_path is empty; name a file");
        }
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidArgumentException("index_path is not a path: " + e.getReason());
        }
        for (Path part : path) {
            if (part.toString().equals("..")) {
                throw new OutsideException(name);
            }
        }
        Path whole = real.resolve(path).normalize();
        if (!whole.startsWith(real) && !whole.startsWith(given)) {
            throw new OutsideException(name);
        }
        return whole;
    }
}
