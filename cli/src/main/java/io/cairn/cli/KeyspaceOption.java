package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a database. */
final class KeyspaceOption {

    @Option(
            names = "--keyspace",
            paramLabel = "NAME",
            description = "Work on the keyspace of this name instead of the default one.")
    @Nullable String name;

    /**
     * Finds the keyspace that was asked for, or null for the default one; a command that only reads
     * does not create one.
     */
    @Nullable Keyspace in(Database db, Access access) {
        if (name == null) {
            return null;
        }
        Set<String> names = db.keyspaceNames();
        if (access == Access.EXISTING && !names.contains(name)) {
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "there is no keyspace '"
                            + name
                            + "'; there are: "
                            + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return db.keyspace(name);
    }
}
