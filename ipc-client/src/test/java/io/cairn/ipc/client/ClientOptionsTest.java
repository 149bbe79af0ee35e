package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a URL may say. */
final class ClientOptionsTest {

    @Test
    void readsEverything() {
        Map<String, String> parameters =
                Map.of(
                        "timeout", "5s",
                        "connections", "4",
                        "transport", "jnr",
                        "database", "1",
                        "connectTimeout", "250ms",
                        "busyPoll", "20us",
                        "name", "importer");
        assertThat(ClientOptions.of("data/cairn.sock", parameters))
                .isEqualTo(
                        new ClientOptions(
                                Path.of("data/cairn.sock"),
                                1,
                                TransportKind.JNR,
                                4,
                                Duration.ofSeconds(5),
                                Duration.ofMillis(250),
                                Duration.ofNanos(20_000),
                                "importer"));
    }

    @Test
    void hasDefaults() {
        ClientOptions options = ClientOptions.of(Path.of("/s"));
        assertThat(options.database()).isZero();
        assertThat(options.transport()).isEqualTo(TransportKind.JDK);
        assertThat(options.connectionsMax()).isBetween(2, 8);
        assertThat(options.callTimeout()).hasSeconds(30);
        assertThat(options.connectTimeout()).hasSeconds(10);
        assertThat(options.busyPoll()).hasNanos(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout,0s,/timeout",
        "timeout,soon,/timeout",
        "timeout,400d,/timeout",
        "connectTimeout,0s,/connectTimeout",
        "busyPoll,-1us,busyPoll",
        "busyPoll,11ms,/busyPoll",
        "connections,-1,/connections",
        "connections,1025,/connections",
        "transport,tcp,/transport",
        "database,-1,/database",
        "conections,4,did you mean connections",
        "socket,/s,given twice",
    })
    void refuses(String name, String value, String message) {
        assertThatThrownBy(() -> ClientOptions.of("/s", Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesPathsThatNoSocketCanHave() {
        assertThat(ClientOptions.of("x".repeat(107), Map.of()).socket()).isNotNull();
        assertThatThrownBy(() -> ClientOptions.of("x".repeat(108), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max=107, actual=108");
        assertThatThrownBy(() -> ClientOptions.of("", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("/socket: missing");
        assertThatThrownBy(() -> ClientOptions.of(Path.of("")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("/socket: missing");
    }
}
