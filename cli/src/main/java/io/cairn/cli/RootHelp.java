package io.cairn.cli;

import io.cairn.cli.exit.ExitCode;
import java.io.PrintStream;

/** The help of the program as a whole; printed without creating any command. Stateless. */
final class RootHelp {

    private RootHelp() {}

    static void print(PrintStream out) {
        out.println("Cairn, an ordered key-value store with serializable transactions.");
        out.println();
        out.println("Usage: cairn COMMAND [OPTIONS] [ARGUMENTS]");
        out.println();
        out.println("Commands:");
        for (Subcommand command : Subcommand.values()) {
            out.printf("  %-11s %s%n", command.word(), command.summary());
        }
        out.println();
        out.println("  cairn COMMAND --help shows the options of a command, with examples.");
        out.println();
        out.println("  cairn bench measures Cairn beside its peers (where the sources are).");
        out.println();
        out.println("Databases:");
        out.println(
                "  --db rocksdb:/path   a RocksDB database in a directory; opened by one process at a time");
        out.println(
                "  --db ipc:/path.sock  the database of a server ('cairn server'), for any number of processes");
        out.println("  --db memory:         a database that ends with the command");
        out.println(
                "  CAIRN_DB             environment variable for the case that --db is not given");
        out.println();
        out.println("Keys and values are UTF-8 text, or hex when they begin with 0x.");
        out.println();
        out.println("Examples:");
        out.println("  cairn quickstart");
        out.println("  cairn put --db rocksdb:shop users/alice Alice");
        out.println("  cairn scan --db rocksdb:shop --prefix users/");
        out.println("  cairn shell --db rocksdb:shop");
        out.println();
        out.println("Exit codes:");
        ExitCode.table().forEach(out::println);
    }
}
