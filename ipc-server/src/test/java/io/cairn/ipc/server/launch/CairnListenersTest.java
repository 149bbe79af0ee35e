package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sockets of a real server, as a plan wants them. */
class CairnListenersTest {

    @TempDir Path temp;

    @Test
    void theSocketsAreTheOwnersUnlessOthersAreLetIn() throws Exception {
        ServerFlags flags = new ServerFlags();
        assertThat(modes(flags)).containsExactly("rw-------", "rw-------");
        flags.allowUids = List.of(1L);
        assertThat(modes(flags)).containsExactly("rw-rw-rw-", "rw-rw-rw-");
    }

    @Test
    void theCountersAndTheTransportAreTheServers() throws Exception {
        ServerFlags flags = new ServerFlags();
        flags.transport = Transport.NIO;
        flags.db = temp;
        try (Database database = Cairn.inMemory();
                Listeners listeners =
                        CairnListeners.open(
                                LaunchPlan.of(flags, ServerFile.none()), served(database));
                SocketProbe probe =
                        SocketProbe.connect(temp.resolve("cairn.sock"), Duration.ofSeconds(30))) {
            assertThat(listeners.transport()).isEqualTo("NIO");
            assertThat(probe.stats()).containsKeys("uptime_secs", "keys_count");
            assertThat(listeners.counters()).containsEntry("connections_total", 1L);
        }
        assertThat(temp.resolve("cairn.sock")).doesNotExist();
    }

    private List<String> modes(ServerFlags flags) throws Exception {
        flags.db = temp;
        LaunchPlan plan = LaunchPlan.of(flags, ServerFile.none());
        try (Database database = Cairn.inMemory();
                Listeners listeners = CairnListeners.open(plan, served(database))) {
            assertThat(listeners).isNotNull();
            return List.of(mode(plan.socket()), mode(plan.sdkSocket()));
        }
    }

    private static Map<Integer, Served> served(Database database) {
        return Map.of(0, new Served(database, "memory", Durability.SYNC, Limits.defaults()));
    }

    private static String mode(Path socket) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(socket));
    }
}
