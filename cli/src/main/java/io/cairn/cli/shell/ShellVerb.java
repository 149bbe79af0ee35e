package io.cairn.cli.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The commands of the shell. */
enum ShellVerb {
    GET("get KEY...", "print values"),
    PUT("put KEY VALUE", "set a value"),
    DELETE("delete KEY... | RANGE | --all", "remove keys or a range"),
    TAKE("take KEY", "print a value and remove it"),
    SCAN(
            "scan [RANGE] [--reverse] [--limit N]",
            "print entries, at most 100 unless --limit is given"),
    COUNT("count [RANGE]", "count entries"),
    LS("ls PATH", "list the segments directly below a path"),
    BEGIN(
            "begin [snapshot|readonly]",
            "begin a transaction; the commands above then work inside it"),
    COMMIT("commit", "commit it and print its version"),
    ABORT("abort", "discard it"),
    KEYSPACE(
            "keyspace [NAME]",
            "work on another keyspace, made if needed; none for the default one"),
    STATS("stats", "print the counters"),
    CHECKPOINT("checkpoint", "force everything to disk"),
    HELP("help [COMMAND]", "this list, or the options of a command"),
    EXIT("exit", "end the shell; an open transaction is aborted");

    private final String synopsis;
    private final String meaning;

    ShellVerb(String synopsis, String meaning) {
        this.synopsis = synopsis;
        this.meaning = meaning;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String synopsis() {
        return synopsis;
    }

    String meaning() {
        return meaning;
    }

    static Optional<ShellVerb> named(String word) {
        String wanted = word.equals("quit") ? "exit" : word;
        return Arrays.stream(values()).filter(verb -> verb.word().equals(wanted)).findFirst();
    }
}
