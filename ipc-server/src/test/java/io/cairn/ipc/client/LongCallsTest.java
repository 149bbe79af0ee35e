package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.config.Components;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.region.RegionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose requests or replies do not fit into a frame, over a socket. */
final class LongCallsTest {

    private static final byte[] KEY = {1};
    private static final int LONG = Frame.PAYLOAD_BYTES_MAX + 1;

    @TempDir Path directory;

    private final Database database = Cairn.inMemory();
    private final RegionBudget budget = new RegionBudget(64 << 20, 40 << 20, 4);
    private final RegionTable table = new RegionTable(budget);
    private final RegionLine server = new RegionLine(database, table, Map.of(), 40 << 20);
    private RegionSocket socket;

    @BeforeEach
    void listen() throws IOException {
        socket = new RegionSocket(directory.resolve("s"), server);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void putAndGetALongValue(TransportKind kind) throws Exception {
        Connection connection = connect(kind);
        byte[] value = value(LONG);
        RemoteMessages.call(connection, List.of(deleteAll(1)), put(value));
        assertThat(database.get(KEY)).isEqualTo(value);
        assertThat(((Reply.Value) RemoteMessages.call(connection, List.of(), get())).value())
                .isEqualTo(value);
        assertThat(((Reply.Value) RemoteMessages.send(connection, get()).get()).value())
                .isEqualTo(value);
        returned(connection);
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void putALongValueWithoutWaiting(TransportKind kind) throws Exception {
        Connection connection = connect(kind);
        byte[] value = value(LONG);
        assertThat(RemoteMessages.send(connection, put(value)).get())
                .isInstanceOf(Reply.Outcomes.class);
        assertThat(database.get(KEY)).isEqualTo(value);
        returned(connection);
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void removeManyKeysThatAreLongTogether(TransportKind kind) throws Exception {
        Connection connection = connect(kind);
        assertThat(RemoteMessages.call(connection, List.of(), deleteAll(300)))
                .isInstanceOf(Reply.Done.class);
        returned(connection);
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void areRefusedBeyondWhatTheServerLends(TransportKind kind) throws Exception {
        Connection connection = connect(kind);
        assertThatThrownBy(() -> RemoteMessages.call(connection, List.of(), put(value(41 << 20))))
                .isInstanceOf(LimitException.class);
        assertThat(database.get(KEY)).isNull();
        returned(connection);
    }

    /** Checks that all memory was given back; the server has seen everything before this. */
    private void returned(Connection connection) {
        connection.call(deleteAll(1));
        assertThat(budget.usedBytes()).isZero();
        connection.close();
    }

    private Connection connect(TransportKind kind) throws IOException {
        ClientOptions options = ClientOptions.of(directory.resolve("s"));
        Connection connection =
                new Connection(kind.open(options.socket()), options, Components.system());
        connection.greet(System.nanoTime() + options.connectTimeout().toNanos());
        return connection;
    }

    private static WriteRequest put(byte[] value) {
        return new WriteRequest.Put(View.DATABASE, Modes.none(), KEY, value);
    }

    private static ReadRequest.Get get() {
        return new ReadRequest.Get(View.DATABASE, Modes.none(), KEY);
    }

    /** Removes so many keys of 60,000 bytes, which are not there. */
    private static WriteRequest.DeleteAll deleteAll(int keys) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            byte[] key = new byte[60_000];
            key[0] = 2;
            all.add(key);
        }
        return new WriteRequest.DeleteAll(View.DATABASE, all);
    }

    private static byte[] value(int size) {
        byte[] value = new byte[size];
        Arrays.fill(value, (byte) size);
        value[size - 1] = 7;
        return value;
    }
}
