package io.cairn.bench.vector;

import io.cairn.hnsw.cli.BulkCommand;
import io.cairn.hnsw.cli.ProgressBars;
import java.util.List;
import picocli.CommandLine;

/** The vector commands of the command line, without the rest of it. */
final class BulkMain {

    private BulkMain() {}

    public static void main(String[] arguments) {
        // The first word is "bulk".
        List<String> words = List.of(arguments).subList(1, arguments.length);
        CommandLine bulk =
                new CommandLine(BulkCommand.spec(System.out, System.err, ProgressBars.NONE, words));
        System.exit(bulk.execute(words.toArray(String[]::new)));
    }
}
