package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.keys;
import static io.cairn.ipc.server.session.Exchange.put;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.ScanOptions;
import io.cairn.api.Sizes;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values in shared memory, and requests and replies that are too long for a frame. */
class RegionsTest {

    private static final int LONG = 17 << 20;

    private final Database db = Cairn.inMemory();
    private final HeapRegions regions = new HeapRegions(100 << 20);
    private final Exchange exchange =
            Exchange.over(
                    Exchange.context(
                            db, Durability.BUFFERED, SessionLimits.defaults(), () -> regions));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void valuesGoThroughRegions() throws InterruptedException {
        int region = open(10_000);
        byte[] memory = memory(region);
        Arrays.fill(memory, 100, 200, (byte) 7);
        Modes none = Modes.none();
        assertThat(exchange.call(new RegionRequest.Mapped(region))).isEqualTo(new Reply.Done());
        assertThat(
                        exchange.call(
                                new WriteRequest.PutFrom(
                                        View.DATABASE, none, b("k"), region, 100, 100)))
                .isEqualTo(new Reply.Outcomes(List.of(PutOutcome.WRITTEN)));
        assertThat(db.get(b("k"))).hasSize(100).containsOnly(7);

        assertThat(exchange.call(into("k", none, region, 1000, 100)))
                .isEqualTo(new Reply.Number(100));
        assertThat(Arrays.copyOfRange(memory, 1000, 1100)).containsOnly(7);
        assertThat(exchange.call(into("x", none, region, 0, 100)))
                .isEqualTo(new Reply.Number(Sizes.ABSENT));
        Modes consume = Modes.of(Mode.CONSUME);
        assertThat(exchange.failure(into("k", consume, region, 0, 99)))
                .isInstanceOf(BufferTooSmallException.class);
        assertThat(exchange.call(into("k", consume, region, 0, 100)))
                .isEqualTo(new Reply.Number(100));
        assertThat(db.exists(b("k"))).isFalse();
        assertThat(exchange.call(new RegionRequest.Close(region))).isEqualTo(new Reply.Done());
        assertThat(exchange.failure(into("k", none, region, 0, 1)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aLongValueComesInARegion() throws InterruptedException {
        byte[] value = random(LONG);
        db.put(b("k"), value);

        Reply.Value reply = (Reply.Value) unpacked(exchange.call(get("k")));

        assertThat(Arrays.equals(reply.value(), value)).isTrue();
    }

    @Test
    void longRepliesOfAllKindsAreTheSameInARegion() throws InterruptedException {
        byte[] value = random(LONG);
        db.put(b("p/a"), value);
        db.put(b("p/b"), b("short"));
        ListRequest list =
                ListRequest.first(5).filter(b("p/")).with(Modes.of(Mode.NO_PREFIX, Mode.KEEP_LAST));
        long[] room = {1 << 30};
        View view = View.DATABASE;

        Reply.Values values =
                (Reply.Values)
                        unpacked(
                                exchange.call(
                                        new ReadRequest.GetAll(
                                                view, Modes.none(), keys("p/a", "x", "p/b"))));
        assertThat(values.values().get(1)).isNull();
        assertThat(values.values().get(2)).isEqualTo(b("short"));
        assertThat(Arrays.equals(values.values().getFirst(), value)).isTrue();
        Reply.EntryList entries =
                (Reply.EntryList) unpacked(exchange.call(new ListingRequest.Entries(view, list)));
        assertThat(entries.page().entries().equals(db.list(list).entries())).isTrue();
        assertThat(entries.page().resumeKey()).isEqualTo(b("p/b"));
        Reply.SizedList sized =
                (Reply.SizedList)
                        unpacked(
                                exchange.call(
                                        new ListingRequest.Sized(
                                                view, list, true, room, true, room)));
        assertThat(sized.page().valueSizes()).containsExactly(LONG, 5, -3, -3, -3);
        assertThat(sized.keys()).isEqualTo(b("b"));
        assertThat(Arrays.mismatch(sized.values(), value)).isEqualTo(LONG);
        assertThat(Arrays.copyOfRange(sized.values(), LONG, LONG + 5)).isEqualTo(b("short"));
        Reply.Page page =
                (Reply.Page)
                        unpacked(
                                exchange.call(
                                        new ScanRequest.Open(
                                                1, view, KeyRange.all(), ScanOptions.all(), 10)));
        assertThat(page.count()).isEqualTo(1);
        byte[] last = Arrays.copyOfRange(page.entries(), 11, page.entries().length);
        assertThat(Arrays.equals(last, value)).isTrue();
        assertThat(((Reply.Page) exchange.call(new ScanRequest.Next(1, 100, false))).count())
                .isEqualTo(1);
    }

    @Test
    void aReplyThatIsTooLongForRegionsRemovesNothing() throws InterruptedException {
        db.put(b("a"), new byte[60 << 20]);
        db.put(b("b"), new byte[60 << 20]);
        ReadRequest.GetAll all =
                new ReadRequest.GetAll(View.DATABASE, Modes.of(Mode.CONSUME), keys("a", "b"));

        LimitException failure = (LimitException) exchange.failure(all);

        assertThat(failure.context()).containsEntry("limit", "regionBytesMax");
        assertThat(db.count(KeyRange.all())).isEqualTo(2);
        assertThat(regions.open).isEmpty();
    }

    @Test
    void whatIsTakenInARegionIsRemoved() throws InterruptedException {
        db.put(b("a"), random(LONG));

        Reply reply =
                exchange.call(new ReadRequest.Get(View.DATABASE, Modes.of(Mode.CONSUME), b("a")));

        assertThat(((Reply.Value) unpacked(reply)).value()).hasSize(LONG);
        assertThat(db.exists(b("a"))).isFalse();
    }

    @Test
    void longRequestsKeepTheirPlace() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        int spilled = exchange.send(spill(put(tx(1), "k", "long")));
        assertThat(exchange.session.isBusy()).isTrue();
        assertThat(exchange.session.isWorking()).isTrue();
        exchange.peer.awaitTask();
        assertThat(exchange.session.isBusy()).isFalse();
        assertThat(exchange.peer.resumed()).isEqualTo(1);
        int commit = exchange.send(new TransactionRequest.Commit(1, CommitToken.NONE));

        assertThat(exchange.reply(spilled)).isInstanceOf(Reply.Outcomes.class);
        assertThat(exchange.reply(commit)).isInstanceOf(Reply.Number.class);
        assertThat(db.get(b("k"))).isEqualTo(b("long"));
    }

    @Test
    void aLongBlindWriteIsAppliedAtOnce() throws InterruptedException {
        int number = exchange.send(spill(put("k", "long")));
        exchange.peer.awaitTask();

        assertThat(exchange.reply(number)).isInstanceOf(Reply.Outcomes.class);
        assertThat(db.get(b("k"))).isEqualTo(b("long"));
    }

    @Test
    void aLongRequestThatIsMalformedIsRefused() throws InterruptedException {
        int region = open(10);
        int number = exchange.send(new RegionRequest.Spilled(Opcode.PUT.code(), region, 0, 10));
        exchange.peer.awaitTask();

        assertThat(Exchange.failure(exchange.reply(number)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.session.isBusy()).isFalse();
    }

    @Test
    void regionsEndWithTheConnection() throws InterruptedException {
        open(10);
        exchange.session.closed();
        while (!regions.closed) {
            Thread.onSpinWait();
        }
        assertThat(regions.open).isEmpty();
    }

    private RegionRequest.Spilled spill(Request request) throws InterruptedException {
        WireWriter body = new WireWriter(64);
        request.encode(body);
        int region = open(100);
        body.buffer().get(0, memory(region), 10, body.position());
        return new RegionRequest.Spilled(request.opcode().code(), region, 10, body.position());
    }

    private static ReadRequest.GetInto into(
            String key, Modes modes, int region, long offset, long capacity) {
        return new ReadRequest.GetInto(View.DATABASE, modes, b(key), region, offset, capacity);
    }

    private int open(int bytes) throws InterruptedException {
        return ((Reply.Region) exchange.call(new RegionRequest.Open(bytes))).region();
    }

    private byte[] memory(int region) {
        return Objects.requireNonNull(regions.open.get(region));
    }

    private Reply unpacked(Reply reply) {
        Reply.Spilled spilled = (Reply.Spilled) reply;
        ByteBuffer body =
                ByteBuffer.wrap(memory(spilled.region().region()), 0, (int) spilled.length());
        return Objects.requireNonNull(ReplyCode.of(spilled.replyCode()))
                .decode(new WireReader(body));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
