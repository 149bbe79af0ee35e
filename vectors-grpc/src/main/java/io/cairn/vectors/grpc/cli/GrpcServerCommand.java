package io.cairn.vectors.grpc.cli;

import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.vectors.grpc.VectorServer;
import io.cairn.vectors.grpc.VectorServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code cairn grpc-server}: starts a server and stays with it. Used once, by one
 * thread.
 */
@Command(
        description = {
            "Offers indexes of vectors over gRPC; runs until it is stopped.",
            "'cairn-grpc-server' is short for 'cairn grpc-server'.",
        },
        footer = {
            "",
            "SIGTERM, SIGINT and SIGHUP stop the server in order, with exit code 0.",
            "Standard output gets one line, 'listening at HOST:PORT', when it is up; the log goes to standard error.",
            "",
            "Examples:",
            "  cairn grpc-server",
            "  cairn grpc-server --host 0.0.0.0 --port 50051 --debug --token-file token",
            "  cairn grpc-server --root ./indexes --port 0",
        })
public final class GrpcServerCommand implements Callable<Integer> {

    private static final int TOKEN_FILE_MAX_BYTES = 4 << 10;

    private final PrintStream out;
    private final PrintStream err;

    @Spec CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen at; default 127.0.0.1, which only programs of this machine reach.")
    String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            defaultValue = "50051",
            description = "The port to listen at, 0 for any that is free; default 50051.")
    int port;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "The directory of the indexes; nothing outside of it is served. Default: the current one.")
    Path root;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Serve only callers that show the token in this file, in the metadata 'authorization' as 'Bearer TOKEN'.")
    @Nullable Path tokenFile;

    @Option(
            names = {"-d", "--debug"},
            description = "Log every call, and show the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    private GrpcServerCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Describes the command, for picocli to run.
     *
     * @param out where the address is printed
     * @param err where the log is printed
     * @return the command with its options
     */
    public static CommandSpec spec(PrintStream out, PrintStream err) {
        return CommandSpec.forAnnotatedObject(new GrpcServerCommand(out, err));
    }

    @Override
    public Integer call() throws InterruptedException {
        VectorServerOptions options;
        try {
            options = VectorServerOptions.of(root).withHost(host).withPort(port);
        } catch (InvalidArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (tokenFile != null) {
            options = options.withToken(token(tokenFile));
        }
        ServerLog.install(debug, err);
        try (ServerStop stop = ServerStop.install()) {
            VectorServer server = VectorServer.start(options);
            stop.closes(server);
            out.println("listening at " + server.address());
            out.flush();
            stop.await();
        }
        return 0;
    }

    private static String token(Path file) {
        try {
            if (Files.size(file) > TOKEN_FILE_MAX_BYTES) {
                throw new InvalidArgumentException(
                        "the token file is too long for one", "file", file);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            boolean denied = e instanceof AccessDeniedException;
            throw new UnavailableException(
                    denied ? ErrorCode.PERMISSION : ErrorCode.IO,
                    e instanceof NoSuchFileException
                            ? "there is no such token file; check --token-file"
                            : "the token file cannot be read",
                    e,
                    "file",
                    file);
        }
    }
}
