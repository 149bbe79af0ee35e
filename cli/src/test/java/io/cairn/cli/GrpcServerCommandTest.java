package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** The command that offers indexes of vectors over gRPC, as far as it ends by itself. */
class GrpcServerCommandTest {

    @Test
    void theDocumentationHasEveryFlag() throws Exception {
        String text = Files.readString(Path.of("../docs/vector-service.md"));
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Streams streams = Streams.captured(InputStream.nullInputStream(), nowhere, nowhere);
        for (OptionSpec option : Subcommand.GRPC_SERVER.create(streams, List.of()).options()) {
            for (String name : option.names()) {
                assertThat(text).as(option.longestName()).contains("`" + name);
            }
        }
        for (ExitCode code : List.of(ExitCode.OK, ExitCode.USAGE, ExitCode.UNAVAILABLE)) {
            assertThat(text).contains("| " + code.number() + " |");
        }
    }

    @Test
    void aPortInUseIsAnError(@TempDir Path root) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CliRun run =
                    CliRun.of("grpc-server", "--root=" + root, "--port=" + taken.getLocalPort());
            assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("cairn grpc-server: another process listens at this port");
        }
    }

    @Test
    void aDirectoryThatIsMissingIsAnError(@TempDir Path root) {
        CliRun run = CliRun.of("grpc-server", "--root=" + root.resolve("none"));
        assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(run.err()).contains("the root directory is missing");
    }

    @Test
    void wrongWordsAreErrors() {
        CliRun run = CliRun.of("grpc-server", "--port=70000");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("the port is out of its range", "--help");
    }
}
