package io.cairn.bench.vector;

import io.cairn.hnsw.cli.BulkCommand;
import io.cairn.hnsw.cli.ProgressBars;
import java.util.Arrays;
import picocli.CommandLine;

/** The vector commands of the command line, without the rest of it. */
final class BulkMain {

    private BulkMain() {}

    public static void main(String[] arguments) {
        CommandLine bulk =
                new CommandLine(BulkCommand.spec(System.out, System.err, ProgressBars.NONE));
        // The first word is "bulk".
        System.exit(bulk.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
}
