package io.cairn.hnsw.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class HelpFlags {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;
}
