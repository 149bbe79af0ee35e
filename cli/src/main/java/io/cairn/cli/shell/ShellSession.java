package io.cairn.cli.shell;

import io.cairn.api.Database;
import io.cairn.api.IsolationLevel;
import io.cairn.api.Keyspace;
import io.cairn.api.PathChild;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyPath;
import io.cairn.cli.data.CountOperation;
import io.cairn.cli.data.DeleteOperation;
import io.cairn.cli.data.GetOperation;
import io.cairn.cli.data.Operation;
import io.cairn.cli.data.PutOperation;
import io.cairn.cli.data.ScanOperation;
import io.cairn.cli.data.TakeOperation;
import io.cairn.cli.data.Target;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import io.cairn.error.RetryableException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the shell remembers between two commands, and what each command does: the keyspace, and the
 * transaction if one is open. Used by one thread; closing it aborts the transaction.
 */
final class ShellSession implements AutoCloseable {

    private static final int CHILDREN_MAX = 1000;
    private static final int SCAN_ENTRIES_MAX = 100;

    private final Database db;
    private final Streams streams;
    private final PrintStream out;
    private @Nullable Keyspace keyspace;
    private @Nullable Transaction transaction;
    private boolean ended;

    ShellSession(Database db, @Nullable Keyspace keyspace, Streams streams) {
        this.db = db;
        this.keyspace = keyspace;
        this.streams = streams;
        this.out = streams.out();
    }

    boolean ended() {
        return ended;
    }

    boolean inTransaction() {
        return transaction != null;
    }

    /** The prompt: the keyspace, and a star while a transaction is open. */
    String prompt() {
        return "cairn"
                + (keyspace == null ? "" : ":" + keyspace.name())
                + (transaction == null ? "" : "*")
                + "> ";
    }

    /** What reads and writes go to. */
    Target target() {
        return transaction == null
                ? Target.of(db, keyspace, streams)
                : Target.of(transaction, keyspace, streams);
    }

    Set<String> keyspaceNames() {
        return db.keyspaceNames();
    }

    /** A view for completion, whose reads cause no conflicts. */
    ReadView completionView() {
        ReadView view = transaction == null ? db : transaction.untracked();
        return keyspace == null ? view : view.in(keyspace);
    }

    /**
     * Runs one line.
     *
     * @return how it ended; OK for an empty line
     * @throws CliException when the line is wrong
     */
    ExitCode execute(String line) throws IOException {
        List<String> words = ShellWords.split(line);
        if (words.isEmpty()) {
            return ExitCode.OK;
        }
        ShellVerb verb =
                ShellVerb.named(words.getFirst())
                        .orElseThrow(() ->
                                new CliException(
                                        ExitCode.USAGE,
                                        "'"
                                                + words.getFirst()
                                                + "' is not a command; 'help' lists the commands"));
        List<String> arguments = words.subList(1, words.size());
        try {
            return execute(verb, arguments);
        } catch (RetryableException e) {
            if (transaction == null) {
                throw e;
            }
            closeTransaction();
            throw new CliException(
                    ExitCode.REFUSED,
                    "the transaction was aborted, begin it again: " + ExitCode.describe(e),
                    e);
        }
    }

    private ExitCode execute(ShellVerb verb, List<String> arguments) throws IOException {
        switch (verb) {
            case GET, PUT, DELETE, TAKE, SCAN, COUNT -> {
                return operate(verb, arguments);
            }
            case LS -> list(arguments);
            case BEGIN -> begin(optional(verb, arguments));
            case COMMIT -> commit();
            case ABORT -> abort();
            case KEYSPACE -> use(optional(verb, arguments));
            case STATS ->
                    db.stats()
                            .counters()
                            .forEach((name, value) -> out.printf("%-24s %,20d%n", name, value));
            case CHECKPOINT -> out.println(db.checkpoint());
            case HELP -> help(optional(verb, arguments));
            case EXIT -> ended = true;
        }
        return ExitCode.OK;
    }

    private ExitCode operate(ShellVerb verb, List<String> arguments) throws IOException {
        Operation operation = operation(verb);
        CommandLine line = commandLine(verb, operation);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new CliException(
                    ExitCode.USAGE, e.getMessage() + "; usage: " + verb.synopsis(), e);
        }
        return operation.run(target());
    }

    private static CommandLine commandLine(ShellVerb verb, Operation operation) {
        CommandLine line =
                new CommandLine(CommandSpec.forAnnotatedObject(operation).name(verb.word()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static Operation operation(ShellVerb verb) {
        return switch (verb) {
            case GET -> new GetOperation();
            case PUT -> new PutOperation();
            case DELETE -> new DeleteOperation();
            case TAKE -> new TakeOperation();
            case SCAN -> new ScanOperation(SCAN_ENTRIES_MAX);
            case COUNT -> new CountOperation();
            default -> throw new IllegalArgumentException(verb + " is not an operation on data");
        };
    }

    private void list(List<String> arguments) {
        ReadView view = target().view();
        if (arguments.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, "ls needs a path; usage: " + ShellVerb.LS.synopsis());
        }
        for (String path : arguments) {
            List<PathChild> children = view.children(KeyPath.parse(path), null, CHILDREN_MAX);
            children.forEach(child -> out.println(child));
            if (children.size() == CHILDREN_MAX) {
                streams.err()
                        .println(
                                "only the first "
                                        + CHILDREN_MAX
                                        + " are shown; use scan --prefix for the rest");
            }
        }
    }

    private void begin(@Nullable String kind) {
        if (transaction != null) {
            throw new CliException(
                    ExitCode.USAGE, "a transaction is open already; 'commit' or 'abort' it first");
        }
        TransactionOptions options =
                switch (kind == null ? "" : kind) {
                    case "" -> TransactionOptions.defaults();
                    case "snapshot" -> TransactionOptions.defaults().with(IsolationLevel.SNAPSHOT);
                    case "readonly" -> TransactionOptions.defaults().asReadOnly();
                    default ->
                            throw new CliException(
                                    ExitCode.USAGE,
                                    "'"
                                            + kind
                                            + "' is unknown; usage: "
                                            + ShellVerb.BEGIN.synopsis());
                };
        transaction = db.begin(options);
    }

    private void commit() {
        Transaction open = open();
        try {
            out.println("committed, version " + open.commit());
        } finally {
            closeTransaction();
        }
    }

    private void abort() {
        open().abort();
        closeTransaction();
    }

    private Transaction open() {
        if (transaction == null) {
            throw new CliException(ExitCode.USAGE, "no transaction is open; 'begin' opens one");
        }
        return transaction;
    }

    private void use(@Nullable String name) {
        keyspace = name == null ? null : db.keyspace(name);
    }

    private void help(@Nullable String word) {
        if (word == null) {
            for (ShellVerb verb : ShellVerb.values()) {
                out.printf("  %-36s %s%n", verb.synopsis(), verb.meaning());
            }
            out.println(
                    "RANGE is --prefix KEY, --from KEY, --to KEY, or none for all. 'help scan' lists the options of scan.");
            out.println(
                    "Quote words with blanks; 0x... is hex; lines that begin with a blank stay out of the history.");
            return;
        }
        ShellVerb verb =
                ShellVerb.named(word)
                        .orElseThrow(() ->
                                new CliException(
                                        ExitCode.USAGE, "'" + word + "' is not a command"));
        switch (verb) {
            case GET, PUT, DELETE, TAKE, SCAN, COUNT -> {
                CommandLine line = commandLine(verb, operation(verb));
                line.getCommandSpec().usageMessage().footer(new String[0]);
                line.usage(out, Ansi.OFF);
            }
            default -> out.println(verb.synopsis() + "  " + verb.meaning());
        }
    }

    private static @Nullable String optional(ShellVerb verb, List<String> arguments) {
        if (arguments.size() > 1) {
            throw new CliException(ExitCode.USAGE, "too many words; usage: " + verb.synopsis());
        }
        return arguments.isEmpty() ? null : arguments.getFirst();
    }

    private void closeTransaction() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
    }

    @Override
    public void close() {
        closeTransaction();
    }
}
