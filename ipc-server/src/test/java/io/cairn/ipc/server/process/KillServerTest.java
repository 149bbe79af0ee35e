package io.cairn.ipc.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a server killed under load loses nothing that it acknowledged with SYNC, and its clients go
 * on with the next server without being opened anew. Method: writers count what was acknowledged
 * while the server is killed and started several times; then everything is read back.
 *
 * <p>{@code -Dcairn.crash.rounds=100} makes it a soak.
 */
class KillServerTest {

    private static final int ROUNDS = Integer.getInteger("cairn.crash.rounds", 3);
    private static final int WRITERS = 4;
    private static final int WRITES_BEFORE_KILL = 150;

    @TempDir Path directory;

    /** Writes numbered keys and remembers which are surely there. */
    private static final class Writer {
        final List<byte[]> acknowledged = new ArrayList<>();
        int recovered;

        void run(Database db, int writer, AtomicBoolean stop, AtomicInteger writes) {
            boolean lost = false;
            for (int number = 0; !stop.get(); number++) {
                byte[] key = Bytes.utf8("w%d/%08d".formatted(writer, number));
                try {
                    if (number % 2 == 0) {
                        db.put(key, key);
                    } else {
                        db.transact(tx -> {
                            tx.put(key, key);
                            return null;
                        });
                    }
                    acknowledged.add(key);
                    recovered += lost ? 1 : 0;
                    lost = false;
                    writes.incrementAndGet();
                } catch (OutcomeUnknownException | UnavailableException e) {
                    lost = true;
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsMissingAndClientsGoOn() throws Exception {
        Path socket = directory.resolve("cairn.sock");
        Path data = directory.resolve("data");
        List<Writer> writers = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger writes = new AtomicInteger();
        Child server = server(socket, data);
        try (Database db = Cairn.open("ipc:" + socket);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer();
                writers.add(writer);
                int number = i;
                running.add(threads.submit(() -> writer.run(db, number, stop, writes)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                int target = writes.get() + WRITES_BEFORE_KILL;
                while (writes.get() < target) {
                    Thread.onSpinWait();
                }
                server.kill();
                server = server(socket, data);
            }
            int target = writes.get() + WRITES_BEFORE_KILL;
            while (writes.get() < target) {
                Thread.onSpinWait();
            }
            stop.set(true);
            for (Future<?> one : running) {
                one.get();
            }
            for (Writer writer : writers) {
                for (byte[] key : writer.acknowledged) {
                    assertThat(db.get(key)).as(Bytes.text(key)).isEqualTo(key);
                }
            }
            assertThat(writers.stream().mapToInt(writer -> writer.recovered).sum())
                    .as("calls that worked after some that did not")
                    .isPositive();
        } finally {
            stop.set(true);
            server.close();
        }
    }

    private static Child server(Path socket, Path data) throws Exception {
        Child server = Child.start(ServerMain.class, socket.toString(), data.toString());
        server.await("ready");
        return server;
    }
}
