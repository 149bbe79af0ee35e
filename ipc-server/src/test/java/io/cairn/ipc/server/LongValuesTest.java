package io.cairn.ipc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.Pipelined;
import io.cairn.ipc.client.RemoteDatabase;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that are long enough to be sent from where the engine has them, and their neighbours. Both
 * engines: one has them in the Java heap, the other one outside.
 */
class LongValuesTest {

    private static final int[] LENGTHS = {
        0, 1000, (256 << 10) - 1, 256 << 10, 300_000, 1 << 20, 4 << 20, (4 << 20) + 1, 10 << 20
    };

    @TempDir Path directory;

    private @Nullable Database open;
    private @Nullable CairnServer server;

    private Database start(String engine) {
        Map<String, Object> options =
                engine.equals("memory")
                        ? Map.of()
                        : Map.of("path", directory.resolve("db").toString());
        Database database = Cairn.open(CairnConfig.of(engine, options));
        open = database;
        Served served = new Served(database, engine, Durability.BUFFERED, Limits.defaults());
        server = CairnServer.start(ServerOptions.in(directory), Map.of(0, served));
        return database;
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        if (open != null) {
            open.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void everyLengthArrives(String engine) {
        Database database = start(engine);
        database.in(database.keyspace("other")).put(key(7), value(500_000, 8));
        try (RemoteDatabase remote = CairnClient.connect(socket())) {
            for (int length : LENGTHS) {
                remote.put(key(length), value(length, length));
            }
            for (int length : LENGTHS) {
                assertThat(remote.get(key(length))).isEqualTo(value(length, length));
            }
            assertThat(remote.in(remote.keyspace("other")).get(key(7)))
                    .isEqualTo(value(500_000, 8));
            assertThat(remote.get(key(7))).isNull();
        }
        assertThat(database.stats().get("open_cursors")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void aScanDeliversThemAmongShortOnes(String engine) {
        Database database = start(engine);
        Random random = new Random(5);
        Map<String, Integer> lengths = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            // Some follow each other, and some fit no frame.
            int length = random.nextInt(150) > 0 ? i % 100 : 20_000_000 >> (i % 7);
            lengths.put("key%05d".formatted(i), length);
        }
        lengths.put("key01000", 17 << 20);
        lengths.put("key01001", 2 << 20);
        lengths.put("key02999", 2 << 20);
        lengths.forEach((key, length) -> database.put(Bytes.utf8(key), value(length, length)));
        try (RemoteDatabase remote = CairnClient.connect(socket());
                Cursor cursor = remote.scan(KeyRange.all())) {
            lengths.forEach((key, length) -> {
                assertThat(cursor.next()).isTrue();
                assertThat(Bytes.text(cursor.key())).isEqualTo(key);
                assertThat(Arrays.equals(cursor.value(), value(length, length))).isTrue();
            });
            assertThat(cursor.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void repliesBehindThemKeepTheirOrder(String engine) {
        Database database = start(engine);
        for (int length : LENGTHS) {
            database.put(key(length), value(length, length));
        }
        Random random = new Random(3);
        try (RemoteDatabase remote = CairnClient.connect(socket())) {
            for (int round = 0; round < 10; round++) {
                List<Integer> lengths = new ArrayList<>();
                List<Pipelined<byte @Nullable []>> values = new ArrayList<>();
                remote.batch(batch -> {
                    for (int i = 0; i < 12; i++) {
                        int length = LENGTHS[random.nextInt(LENGTHS.length)];
                        lengths.add(length);
                        values.add(batch.get(key(length)));
                    }
                });
                for (int i = 0; i < values.size(); i++) {
                    int length = lengths.get(i);
                    assertThat(values.get(i).get()).isEqualTo(value(length, length));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void whatIsWrittenMeanwhileIsNotMixedIn(String engine) throws Exception {
        Database database = start(engine);
        AtomicBoolean stop = new AtomicBoolean();
        database.put(key(1), new byte[1 << 20]);
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                RemoteDatabase remote = CairnClient.connect(socket())) {
            Future<Integer> writer =
                    threads.submit(() -> {
                        int round = 0;
                        while (!stop.get()) {
                            byte[] value = new byte[(1 << 20) - 100_000 * (++round % 9)];
                            Arrays.fill(value, (byte) round);
                            database.put(key(1), value);
                        }
                        return round;
                    });
            try {
                for (int i = 0; i < 200; i++) {
                    byte[] value = remote.get(key(1));
                    byte[] expected = new byte[value.length];
                    Arrays.fill(expected, value[0]);
                    assertThat(Arrays.mismatch(value, expected)).isEqualTo(-1);
                }
            } finally {
                stop.set(true);
            }
            assertThat(writer.get()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void aClientThatDoesNotReadHoldsOneCursorUntilItIsGone(String engine) throws Exception {
        Database database = start(engine);
        database.put(key(1), new byte[4 << 20]);
        try (SocketChannel client = hello()) {
            for (int i = 0; i < 20; i++) {
                send(client, i, new ReadRequest.Get(View.DATABASE, Modes.none(), key(1)));
            }
            await(() -> database.stats().get("open_cursors") == 1);
        }
        await(() -> database.stats().get("open_cursors") == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb"})
    void aServerThatStopsSendsTheValueToItsEnd(String engine) throws Exception {
        Database database = start(engine);
        byte[] value = value(4 << 20, 4);
        database.put(key(1), value);
        try (SocketChannel client = hello();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            send(client, 5, new ReadRequest.Get(View.DATABASE, Modes.none(), key(1)));
            ByteBuffer head = read(client, 10);
            assertThat(head.getInt(1)).isEqualTo(5 + value.length);
            CairnServer stopping = server;
            server = null;
            Future<?> stopped = threads.submit(stopping::close);
            Thread.sleep(50);
            assertThat(stopped.isDone()).isFalse();

            assertThat(read(client, value.length).array()).isEqualTo(value);
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            stopped.get(10, TimeUnit.SECONDS);
        }
        assertThat(database.stats().get("open_cursors")).isZero();
    }

    private SocketChannel hello() throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        send(
                client,
                0,
                new AdminRequest.Hello(
                        AdminRequest.MAGIC, AdminRequest.VERSION, AdminRequest.VERSION, 0, 1, "t"));
        ByteBuffer head = read(client, 5);
        read(client, head.getInt(1));
        return client;
    }

    private static void send(SocketChannel client, int number, Request request) throws IOException {
        WireWriter out = new WireWriter(64);
        request.encodeFrame(out, number);
        ByteBuffer bytes = out.buffer().flip();
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            assertThat(client.read(bytes)).isPositive();
        }
        return bytes.flip();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private Path socket() {
        return directory.resolve(ServerOptions.SOCKET_NAME);
    }

    private static byte[] key(int number) {
        return Bytes.utf8("key" + number);
    }

    private static byte[] value(int length, long seed) {
        byte[] value = new byte[length];
        new Random(seed).nextBytes(value);
        return value;
    }
}
