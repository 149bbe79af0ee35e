package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Modes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.region.RegionTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and replies that do not fit a frame, from the client to the server's side and back. */
final class LongMessagesTest {

    private static final byte[] KEY = {1};
    private static final int LONG = Frame.PAYLOAD_BYTES_MAX + 1;

    private final Database database = Cairn.inMemory();
    private final RegionBudget budget = new RegionBudget(64 << 20, 40 << 20, 4);
    private final RegionTable table = new RegionTable(budget);
    private final RegionLine line = new RegionLine(database, table, Map.of(), 40 << 20);

    @AfterEach
    void close() {
        assertThat(budget.usedBytes()).isZero();
        line.close();
        database.close();
    }

    @Test
    void putsALongValueAfterEarlierRequests() {
        WriteRequest.Put put = put(value(LONG));
        List<Request> earlier =
                List.of(new WriteRequest.DeleteAll(View.DATABASE, List.of(new byte[] {9})));
        assertThat(LongBodies.isTooLong(put)).isTrue();
        Reply reply = LongBodies.call(line, earlier, put);

        assertThat(((Reply.Outcomes) reply).outcomes()).hasSize(1);
        assertThat(database.get(KEY)).isEqualTo(put.value());
        assertThat(line.seen)
                .extracting(Object::getClass)
                .isEqualTo(
                        List.of(
                                RegionRequest.Open.class,
                                WriteRequest.DeleteAll.class,
                                RegionRequest.Mapped.class,
                                WriteRequest.PutFrom.class,
                                RegionRequest.Close.class));
    }

    @Test
    void putsManyValuesThatAreLongTogether() {
        byte[] half = value(LONG / 2);
        WriteRequest.PutAll all =
                new WriteRequest.PutAll(
                        View.DATABASE,
                        Modes.none(),
                        List.of(new Entry(KEY, half), new Entry(new byte[] {2}, half)));
        assertThat(LongBodies.isTooLong(all)).isTrue();
        LongBodies.call(line, List.of(), all);

        assertThat(database.get(KEY)).isEqualTo(half);
        assertThat(database.get(new byte[] {2})).isEqualTo(half);
    }

    @Test
    void sendsRequestsOfOtherKinds() {
        database.put(KEY, KEY);
        LongBodies.call(line, List.of(), new WriteRequest.DeleteAll(View.DATABASE, List.of(KEY)));

        assertThat(database.get(KEY)).isNull();
    }

    @Test
    void readsALongReply() {
        byte[] value = value(LONG);
        database.put(KEY, value);
        Reply.Spilled spilled =
                (Reply.Spilled) line.call(new ReadRequest.Get(View.DATABASE, Modes.none(), KEY));
        Reply.Value reply = (Reply.Value) LongBodies.read(spilled);
        line.send(new RegionRequest.Close(spilled.region().region()));

        assertThat(reply.value()).isEqualTo(value);
    }

    @Test
    void tellsWhatFitsAFrame() {
        int most = Frame.PAYLOAD_BYTES_MAX - Frame.NUMBER_BYTES - 22;
        assertThat(LongBodies.isTooLong(put(new byte[most]))).isFalse();
        assertThat(LongBodies.isTooLong(put(new byte[most + 1]))).isTrue();
    }

    @Test
    void whatTheServerHasNoMemoryForIsRefused() {
        WriteRequest.Put put = put(new byte[(40 << 20) + 1]);
        assertThatThrownBy(() -> LongBodies.call(line, List.of(), put))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("regionBytesMax");
    }

    @Test
    void aFailedRequestGivesItsMemoryBack() {
        WriteRequest.Put put =
                new WriteRequest.Put(View.DATABASE, Modes.none(), new byte[0], new byte[100]);
        assertThatThrownBy(() -> LongBodies.call(line, List.of(), put))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(line.seen.getLast()).isInstanceOf(RegionRequest.Close.class);
    }

    @Test
    void refusesMalformedReplies() {
        Reply.Region region = table.open(4096);
        for (long length : new long[] {-1, region.bytes() + 1}) {
            assertThatThrownBy(() ->
                            LongBodies.read(
                                    new Reply.Spilled(ReplyCode.VALUE.code(), region, length)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("length=" + length);
        }
        assertThatThrownBy(() -> LongBodies.read(new Reply.Spilled(1, region, 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("code=1");
        table.close(region.region());
    }

    private static WriteRequest.Put put(byte[] value) {
        return new WriteRequest.Put(View.DATABASE, Modes.none(), KEY, value);
    }

    private static byte[] value(int length) {
        byte[] value = new byte[length];
        for (int i = 0; i < length; i += 1000) {
            value[i] = (byte) (i / 1000);
        }
        return value;
    }
}
