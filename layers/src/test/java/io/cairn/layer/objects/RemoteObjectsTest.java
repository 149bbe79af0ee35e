package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments in another process's database. */
class RemoteObjectsTest {

    private static final int CLIENTS = 8;
    private static final int OPERATIONS = 25;

    @TempDir Path directory;

    private Database connect() {
        return Cairn.open("ipc:" + directory.resolve("db/cairn.sock"));
    }

    private static ObjectStore sharing(Database db) {
        return ObjectStore.builder()
                .directory(db, Where.keyspace(db), Where.DIRECTORY)
                .segment(Segment.stored("a", db, Where.keyspace(db), Where.CHUNKS))
                .open();
    }

    @Test
    void check42ClientsShareObjectsOfAllSizes() throws Exception {
        try (OpenStore server = Store.IPC.open(directory);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(() -> putAndGet(number));
            }
            int objects = 0;
            for (Future<Integer> result : threads.invokeAll(clients)) {
                objects += result.get();
            }
            try (ObjectStore store = sharing(server.db())) {
                assertThat(store.removeAll(false)).isEqualTo(objects);
            }
        }
    }

    private int putAndGet(int client) {
        Random random = new Random(client);
        int created = 0;
        try (Database db = connect();
                ObjectStore store = sharing(db)) {
            for (int i = 0; i < OPERATIONS; i++) {
                int which = random.nextInt(40);
                int size = 1 + (int) Math.pow(4 << 20, (which % 20) / 19.0);
                byte[] value = OpenObjects.value(which, Math.min(size, 4 << 20));
                created += store.put("k" + which, value).isCreated() ? 1 : 0;
                assertThat(store.get("k" + which)).hasValue(value);
            }
        }
        return created;
    }

    @Test
    void check40AClientThatGoesAwayLeavesNothingButWhatIsSwept() {
        try (OpenStore server = Store.IPC.open(directory);
                ObjectStore other = sharing(server.db())) {
            byte[] value = OpenObjects.value(1, 5 << 20);
            List<PinnedObject> lent = new ArrayList<>();
            try (Database db = connect()) {
                ObjectStore store = sharing(db);
                store.put("k", value);
                for (int i = 0; i < 10; i++) {
                    lent.add(store.getBuffer("k").orElseThrow());
                }
                UUID token = new UUID(1, 2);
                new Directory(db, Where.keyspace(db), Where.DIRECTORY).begin(token, 0);
                ((KeyspaceShelf) Segment.stored("a", db, Where.keyspace(db), Where.CHUNKS))
                        .write(token, Parts.of(value));
            }
            assertThat(server.db().stats().get("open_snapshots")).isZero();
            assertThat(server.db().stats().get("active_transactions")).isZero();
            assertThat(lent).allMatch(PinnedObject::isIntact);
            lent.forEach(PinnedObject::close);
            assertThat(other.sweep(Duration.ofMinutes(10))).isEqualTo(1);
            assertThat(other.removeAll(false)).isEqualTo(1);
            assertThat(server.db().in(Where.keyspace(server.db())).count(KeyRange.all())).isZero();
        }
    }
}
