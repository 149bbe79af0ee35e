package io.cairn.ipc.server.launch;

import io.cairn.Cairn;
import io.cairn.error.CairnException;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code cairn server}: starts a server and stays with it, asks for its state, or stops
 * it. Used once, by one thread.
 */
@Command(
        description =
                "Offers a database to other processes over Unix-domain sockets; runs until it is stopped.",
        footer = {
            "",
            "SIGTERM, SIGINT and SIGHUP stop the server in order; a second signal ends it at once.",
            "The log goes to standard error; its last line at the start is 'ready'.",
            "",
            "Examples:",
            "  cairn server --db ./data",
            "  cairn server --db ./data --max-clients 500 --timeout-ms 60000 --log-level debug",
            "  cairn server --engine memory --socket /run/user/1000/cairn.sock --no-sdk-socket",
            "  cairn server --config server.json --metrics-port 9464",
            "  cairn server status --db ./data",
            "  cairn server stop --db ./data",
        })
public final class ServerCommand implements Callable<Integer> {

    static final String PREFIX = "cairn server: ";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> EVERYWHERE =
            Set.of("--db", "--socket", "--pid-file", "--config", "--debug");

    private final PrintStream out;
    private final PrintStream err;
    private final Listeners.Opener opener;

    @Spec CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            defaultValue = "START",
            description = "start (the default), status or stop.")
    Action action;

    @Mixin ServerFlags flags;

    @Option(names = "--no-wait", description = "With stop: do not wait for the server's end.")
    boolean noWait;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    boolean version;

    private ServerCommand(PrintStream out, PrintStream err, Listeners.Opener opener) {
        this.out = out;
        this.err = err;
        this.opener = opener;
    }

    /** What is asked for. */
    enum Action {
        START,
        STATUS,
        STOP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean takes(String option) {
            return switch (this) {
                case START -> !option.equals("--no-wait");
                case STATUS -> EVERYWHERE.contains(option);
                case STOP -> EVERYWHERE.contains(option) || option.equals("--no-wait");
            };
        }
    }

    /**
     * Describes the command, for picocli to run.
     *
     * @param out where results are printed
     * @param err where the log and errors are printed
     * @return the command with its options
     */
    public static CommandSpec spec(PrintStream out, PrintStream err) {
        return spec(out, err, CairnListeners::open);
    }

    static CommandSpec spec(PrintStream out, PrintStream err, Listeners.Opener opener) {
        ServerCommand command = new ServerCommand(out, err, opener);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.version("cairn-server " + Cairn.version());
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
        return spec;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ServerExit exit : ServerExit.values()) {
            codes.put(String.format("%3d", exit.number()), exit.meaning());
        }
        return codes;
    }

    @Override
    public Integer call() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!action.takes(option.longestName())) {
                throw new ParameterException(
                        spec.commandLine(),
                        option.longestName() + " is of no use with " + action.word());
            }
        }
        LaunchPlan plan;
        try {
            plan = LaunchPlan.of(flags, file());
        } catch (ConfigException e) {
            throw new ParameterException(spec.commandLine(), prefix() + e.getMessage(), e);
        }
        ServerExit exit;
        try {
            exit =
                    switch (action) {
                        case START -> start(plan);
                        case STATUS -> status(ServerState.of(plan.socket(), plan.pidFile()));
                        case STOP ->
                                new StopRequest(
                                                ServerState.of(plan.socket(), plan.pidFile()),
                                                !noWait,
                                                STOP_PATIENCE,
                                                out,
                                                err)
                                        .run();
                    };
        } catch (IOException | RuntimeException | LinkageError e) {
            exit = failed(e);
        }
        return exit.number();
    }

    private String prefix() {
        return flags.config == null ? "" : flags.config + ": ";
    }

    private ServerFile file() {
        Path path = flags.config;
        if (path == null) {
            return ServerFile.none();
        }
        try {
            return ServerFile.parse(Files.readString(path));
        } catch (NoSuchFileException _) {
            throw new ConfigException("no such file; check --config");
        } catch (IOException e) {
            throw new ConfigException("cannot be read as UTF-8 text", "problem", e.toString());
        }
    }

    private ServerExit status(ServerState state) {
        out.println(state.describe());
        return state.running() ? ServerExit.OK : ServerExit.NOT_RUNNING;
    }

    private ServerExit start(LaunchPlan plan) throws IOException {
        LogOutput.install(plan.logLevel(), err);
        return new ServerRun(new ServerProcess(plan, opener)).untilStopped();
    }

    private ServerExit failed(Throwable e) {
        err.println(PREFIX + describe(e).replaceAll("\\R\\s*", " "));
        if (debug) {
            e.printStackTrace(err);
        }
        return exit(e);
    }

    private static String describe(Throwable e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            // A native library that does not fit this machine, for one.
            case LinkageError broken -> broken.toString();
            default -> String.valueOf(e.getMessage());
        };
    }

    static ServerExit exit(Throwable e) {
        return switch (e) {
            case InUseException _ -> ServerExit.IN_USE;
            case ServerProcess.StoppedException _ -> ServerExit.INTERRUPTED;
            case java.net.BindException _ -> ServerExit.IN_USE;
            case AccessDeniedException _ -> ServerExit.PERMISSION;
            case ConfigException _, InvalidArgumentException _ -> ServerExit.USAGE;
            case CairnException cairn ->
                    switch (cairn.code()) {
                        case LOCKED -> ServerExit.IN_USE;
                        case PERMISSION -> ServerExit.PERMISSION;
                        default -> ServerExit.FAILED;
                    };
            default -> ServerExit.FAILED;
        };
    }
}
