package io.cairn.ipc.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.api.Stats;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ErrorCode;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: no client harms the server or another client. Method: a server with a heap of 256 MiB in a
 * process of its own, a hostile client by hand, and an honest one that must go on working.
 */
class HostileClientTest {

    private static final byte[] KEY = Bytes.utf8("k");
    private static final byte[] VALUE = Bytes.utf8("v");

    @TempDir Path directory;

    private Child server;
    private Path socket;
    private Database honest;

    @BeforeEach
    void start() throws Exception {
        socket = directory.resolve("cairn.sock");
        server = Child.start(ServerMain.class, socket.toString());
        server.await("ready");
        honest = Cairn.open("ipc:" + socket);
        honest.put(KEY, VALUE);
    }

    @AfterEach
    void theHonestClientGoesOn() throws Exception {
        try {
            assertThat(honest.get(KEY)).isEqualTo(VALUE);
            honest.put(Bytes.utf8("after"), VALUE);
            assertNothingIsLeft();
        } finally {
            honest.close();
            server.close();
        }
    }

    /** What a lost connection held is gone within two seconds. */
    private void assertNothingIsLeft() {
        long lost = System.nanoTime();
        while (true) {
            Stats stats = honest.stats();
            long open =
                    stats.get("active_transactions")
                            + stats.get("open_cursors")
                            + stats.get("open_snapshots")
                            + stats.get("open_watches");
            if (open == 0) {
                return;
            }
            assertThat(System.nanoTime() - lost)
                    .as("%s left, nanoseconds since the loss", stats)
                    .isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
    }

    @Test
    void halfFrames() throws IOException {
        WireWriter out = new WireWriter(64);
        new WriteRequest.Put(View.DATABASE, Modes.none(), Bytes.utf8("half"), new byte[1000])
                .encodeFrame(out, 1);
        byte[] whole = Arrays.copyOf(out.buffer().array(), out.position());
        for (int length : new int[] {1, 4, 5, 9, 30, whole.length - 1}) {
            try (RawClient client = RawClient.extended(socket)) {
                client.write(Arrays.copyOf(whole, length));
            }
        }
        assertThat(honest.exists(Bytes.utf8("half"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.PAYLOAD_BYTES_MAX + 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF})
    void lengthsBeyondTheLimitAreAnsweredAndEndTheConnection(int length) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        header.put((byte) 0x02).putInt(Integer.reverseBytes(length));
        try (RawClient client = new RawClient(socket)) {
            client.write(header.array());
            assertThat(client.frame().get(0)).as("ERROR").isEqualTo((byte) 0x81);
            assertThat(client.drain()).isZero();
        }
        try (RawClient client = RawClient.extended(socket)) {
            client.write(header.array());
            assertThat(client.reply())
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed ->
                                    assertThat(failed.error().code())
                                            .isEqualTo(ErrorCode.LIMIT.name()));
            assertThat(client.drain()).isZero();
        }
    }

    @Test
    void unknownOpcodesAreAnsweredAndTheConnectionGoesOn() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            for (int opcode : new int[] {0x00, 0x11, 0x7F, 0x80, 0xFF}) {
                client.write(new byte[] {(byte) opcode, 0, 0, 0, 0});
                assertThat(client.frame().get(0)).isEqualTo((byte) 0x81);
            }
            client.write(new byte[] {0x0E, 0, 0, 0, 0});
            assertThat(client.frame().get(0)).as("PONG").isEqualTo((byte) 0x87);
        }
        try (RawClient client = RawClient.extended(socket)) {
            for (int opcode : new int[] {0x00, 0x01, 0x10, 0x7F, 0x80, 0xFF}) {
                client.write(new byte[] {(byte) opcode, 4, 0, 0, 0, 7, 0, 0, 0});
                assertThat(client.reply()).isInstanceOf(Reply.Failed.class);
            }
            assertThat(client.call(8, new AdminRequest.Ping())).isInstanceOf(Reply.Number.class);
        }
    }

    @Test
    void noise() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 150; i++) {
            byte[] noise = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(noise);
            try (RawClient client =
                    i % 2 == 0 ? new RawClient(socket) : RawClient.extended(socket)) {
                client.write(noise);
            } catch (IOException e) {
                // The server may have hung up in the middle.
                assertThat(e).hasMessageNotContaining("Connection refused");
            }
        }
    }

    @Test
    void aClientThatNeverReadsCostsBoundedMemory() throws IOException {
        honest.put(Bytes.utf8("large"), new byte[1 << 20]);
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawClient client = RawClient.extended(socket);
                idle.add(client);
                WireWriter out = new WireWriter(1 << 16);
                for (int number = 0; number < 1_000; number++) {
                    new ReadRequest.Get(View.DATABASE, Modes.none(), Bytes.utf8("large"))
                            .encodeFrame(out, number);
                }
                client.write(Arrays.copyOf(out.buffer().array(), out.position()));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(honest.get(KEY)).isEqualTo(VALUE);
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @Test
    void tenThousandConnections() throws IOException {
        List<RawClient> accepted = new ArrayList<>();
        int refused = 0;
        try {
            for (int i = 0; i < 10_000; i++) {
                try {
                    accepted.add(RawClient.extended(socket));
                } catch (IOException e) {
                    refused++;
                }
            }
            assertThat(refused).isGreaterThan(9_800);
            assertThat(accepted).isNotEmpty();
            assertThat(honest.get(KEY)).isEqualTo(VALUE);
        } finally {
            for (RawClient client : accepted) {
                client.close();
            }
        }
    }

    @Test
    void aClientKilledWithEverythingOpenLeavesNothing() throws Exception {
        try (Child client = Child.start(ClientMain.class, "ipc:" + socket)) {
            client.await("holding");
            assertThat(honest.stats().get("active_transactions")).isEqualTo(1);
            assertThat(honest.stats().get("open_cursors")).isEqualTo(2);
            client.kill();
            assertNothingIsLeft();
        }
        assertThat(honest.exists(Bytes.utf8("uncommitted"))).isFalse();
    }

    @Test
    void aClientThatDiesInTheMiddleOfAnUploadWritesNothing() throws IOException {
        WireWriter out = new WireWriter(1 << 24);
        new WriteRequest.Put(View.DATABASE, Modes.none(), Bytes.utf8("upload"), new byte[12 << 20])
                .encodeFrame(out, 1);
        try (RawClient client = RawClient.extended(socket)) {
            client.write(Arrays.copyOf(out.buffer().array(), out.position() / 2));
        }
        assertThat(honest.exists(Bytes.utf8("upload"))).isFalse();
    }

    @Test
    void sharedMemoryCannotBeTruncatedAndOffsetsAreChecked() throws IOException {
        try (RawClient client = RawClient.extended(socket)) {
            Reply.Region region = (Reply.Region) client.call(1, new RegionRequest.Open(1 << 20));
            try (FileChannel file =
                    FileChannel.open(
                            Path.of(region.path()),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                assertThatThrownBy(() -> file.truncate(0)).isInstanceOf(IOException.class);
                assertThat(file.size()).isEqualTo(region.bytes());
            }
            long size = region.bytes();
            for (long[] lie :
                    new long[][] {
                        {size, 1}, {0, size + 1}, {-1, 2}, {1, -1}, {Long.MAX_VALUE, 1}, {1, size}
                    }) {
                assertThat(
                                client.call(
                                        2,
                                        new ReadRequest.GetInto(
                                                View.DATABASE,
                                                Modes.none(),
                                                KEY,
                                                region.region(),
                                                lie[0],
                                                lie[1])))
                        .as(Arrays.toString(lie))
                        .isInstanceOf(Reply.Failed.class);
                assertThat(
                                client.call(
                                        3,
                                        new WriteRequest.PutFrom(
                                                View.DATABASE,
                                                Modes.none(),
                                                Bytes.utf8("lie"),
                                                region.region(),
                                                lie[0],
                                                lie[1])))
                        .as(Arrays.toString(lie))
                        .isInstanceOf(Reply.Failed.class);
            }
            assertThat(
                            client.call(
                                    4,
                                    new ReadRequest.GetInto(
                                            View.DATABASE,
                                            Modes.none(),
                                            KEY,
                                            region.region(),
                                            size - 1,
                                            1)))
                    .isEqualTo(new Reply.Number(1));
        }
        assertThat(honest.exists(Bytes.utf8("lie"))).isFalse();
        assertThat(honest.count(KeyRange.all())).isEqualTo(1);
    }
}
