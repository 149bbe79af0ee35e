package io.cairn.cli;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database. */
final class DatabaseOption {

    static final String ROCKSDB = "rocksdb:";

    private static final String IPC = "ipc:";

    @Option(
            names = "--db",
            paramLabel = "URL",
            defaultValue = "${env:CAIRN_DB}",
            description =
                    "The database: rocksdb:/path, ipc:/path.sock of a server, or memory: for one that ends with the command; default $CAIRN_DB.")
    @Nullable String url;

    /** Whether a database that is not there may be created. */
    enum Access {
        EXISTING,
        CREATE
    }

    /** Opens the database; a command that only reads does not create one where there is none. */
    Database open(Access access) {
        String given = url();
        Path directory = directory();
        if (access == Access.EXISTING && directory != null && missing(directory)) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "there is no database at "
                            + directory
                            + "; check the path, or create one with 'cairn put' or 'cairn import'");
        }
        try {
            return Cairn.open(given);
        } catch (ConfigException | InvalidArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--db " + given + ": " + e.getMessage(), e);
        }
    }

    String url() {
        if (url == null || url.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE,
                    "no database given; use --db rocksdb:/path, --db ipc:/path.sock or --db memory:, or set CAIRN_DB");
        }
        return url;
    }

    /** Tells whether a server has the database open and does the work. */
    boolean isRemote() {
        return url().startsWith(IPC);
    }

    /** The directory that the URL names, or null when it names none. */
    @Nullable Path directory() {
        String given = url();
        if (!given.startsWith(ROCKSDB)) {
            return null;
        }
        String location = given.substring(ROCKSDB.length());
        int parameters = location.indexOf('?');
        return Path.of(parameters < 0 ? location : location.substring(0, parameters));
    }

    /** An empty directory is no database either: the engine would make one in it. */
    private static boolean missing(Path directory) {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException _) {
            // The engine says what is wrong with it.
            return false;
        }
    }
}
