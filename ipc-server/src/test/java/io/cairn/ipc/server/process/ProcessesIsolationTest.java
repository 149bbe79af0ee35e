package io.cairn.ipc.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.testing.isolation.CycleChecker;
import io.cairn.testing.isolation.ListAppendWorkload;
import io.cairn.testing.isolation.Observed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: transactions of several processes are strictly serializable together. Method: four client
 * processes append to and read common lists; their histories, on one clock, go into the cycle
 * checker.
 */
class ProcessesIsolationTest {

    private static final int PROCESSES = 4;
    private static final int TRANSACTIONS = 400;
    private static final long NUMBERS_EACH = 1_000_000;

    @TempDir Path directory;

    @Test
    void theHistoryOfFourProcessesIsStrictlySerializable() throws Exception {
        Path socket = directory.resolve("cairn.sock");
        List<Observed> history = new ArrayList<>();
        List<String> faults;
        try (Child server = Child.start(ServerMain.class, socket.toString())) {
            server.await("ready");
            List<Child> clients = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                clients.add(
                        Child.start(
                                AppendClient.class,
                                "ipc:" + socket,
                                Integer.toString(TRANSACTIONS),
                                Integer.toString(17 + i),
                                Long.toString(i * NUMBERS_EACH)));
            }
            for (Child client : clients) {
                client.await("begun");
                client.rest().forEach(line -> history.add(AppendClient.parse(line)));
            }
            try (Database db = Cairn.open("ipc:" + socket)) {
                faults = CycleChecker.check(history, ListAppendWorkload.finalLists(db));
            }
        }
        assertThat(history).hasSize(PROCESSES * TRANSACTIONS);
        assertThat(history.stream().filter(Observed::committed).count())
                .isGreaterThan(PROCESSES * TRANSACTIONS / 4);
        assertThat(faults).isEmpty();
    }
}
