package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.keys;
import static io.cairn.ipc.server.session.Exchange.put;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PathChild;
import io.cairn.api.PutOutcome;
import io.cairn.api.Sizes;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.ConflictException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each request does and how it is answered, with writes that wait for the disk and without.
 */
@ParameterizedClass
@EnumSource(Durability.class)
class RequestsTest {

    private final Database db = Cairn.inMemory();
    private final Exchange exchange;

    RequestsTest(Durability durability) {
        exchange = Exchange.over(db, durability);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void writesOfOneBatchAreSeenByTheReadsThatWaitForThem() throws InterruptedException {
        int first = exchange.send(put("a", "1"));
        int second = exchange.send(put("b", ""));
        int third = exchange.send(new WriteRequest.Delete(View.DATABASE, b("c")));

        assertThat(exchange.reply(first)).isEqualTo(written());
        assertThat(exchange.reply(second)).isEqualTo(written());
        assertThat(exchange.reply(third)).isEqualTo(new Reply.Done());
        assertThat(value(exchange.call(get("a")))).isEqualTo(b("1"));
        assertThat(value(exchange.call(get("b")))).isEmpty();
        assertThat(value(exchange.call(get("c")))).isNull();
    }

    @Test
    void modesOfAPutMatter() throws InterruptedException {
        assertThat(exchange.call(putWith(Mode.EXIST_ONLY, "k", "1")))
                .isEqualTo(new Reply.Outcomes(List.of(PutOutcome.ABSENT)));
        exchange.call(putWith(Mode.NEW_ONLY, "k", "1"));
        assertThat(exchange.call(putWith(Mode.NEW_ONLY, "k", "2")))
                .isEqualTo(new Reply.Outcomes(List.of(PutOutcome.ALREADY_PRESENT)));
        exchange.call(putWith(Mode.APPEND, "k", "3"));

        assertThat(db.get(b("k"))).isEqualTo(b("13"));
    }

    @Test
    void severalAreWrittenAndReadAtOnce() throws InterruptedException {
        List<Entry> entries = List.of(new Entry(b("a"), b("1")), new Entry(b("b"), b("22")));

        assertThat(exchange.call(new WriteRequest.PutAll(View.DATABASE, Modes.none(), entries)))
                .isEqualTo(new Reply.Outcomes(List.of(PutOutcome.WRITTEN, PutOutcome.WRITTEN)));
        assertThat(
                        values(
                                exchange.call(
                                        new ReadRequest.GetAll(
                                                View.DATABASE, Modes.none(), keys("a", "x", "b")))))
                .containsExactly(b("1"), null, b("22"));
        BitSet present = new BitSet();
        present.set(1);
        assertThat(exchange.call(new ReadRequest.Exists(View.DATABASE, keys("x", "b"))))
                .isEqualTo(new Reply.Bits(present));
        assertThat(numbers(exchange.call(new ReadRequest.Lengths(View.DATABASE, keys("b", "x")))))
                .containsExactly(2, Sizes.ABSENT);
        assertThat(exchange.call(new ReadRequest.Count(View.DATABASE, KeyRange.all())))
                .isEqualTo(new Reply.Number(2));
        exchange.call(new WriteRequest.DeleteAll(View.DATABASE, keys("a", "x")));
        assertThat(db.exists(b("a"))).isFalse();
        exchange.call(new WriteRequest.DeleteRange(View.DATABASE, KeyRange.all()));
        assertThat(db.count(KeyRange.all())).isZero();
    }

    @Test
    void consumingReadsTake() throws InterruptedException {
        db.put(b("a"), b("1"));
        db.put(b("b"), b("2"));
        Modes consume = Modes.of(Mode.CONSUME);

        assertThat(value(exchange.call(new ReadRequest.Get(View.DATABASE, consume, b("a")))))
                .isEqualTo(b("1"));
        assertThat(value(exchange.call(new ReadRequest.Get(View.DATABASE, consume, b("a")))))
                .isNull();
        assertThat(
                        values(
                                exchange.call(
                                        new ReadRequest.GetAll(
                                                View.DATABASE, consume, keys("b", "b")))))
                .containsExactly(b("2"), b("2"));
        assertThat(db.count(KeyRange.all())).isZero();
    }

    @Test
    void aTransactionTravelsInOneBatch() throws InterruptedException {
        int begin = exchange.send(new TransactionRequest.Begin(5, TransactionOptions.defaults()));
        int steps =
                exchange.send(
                        new TransactionRequest.Record(
                                5,
                                List.of(
                                        new Step.Put(0, b("a"), b("1")),
                                        new Step.Put(0, b("b"), b("2")),
                                        new Step.Delete(0, b("b")),
                                        new Step.Track(0, KeyRange.single(b("x"))))));
        int get = exchange.send(get(tx(5), "a"));
        int commit = exchange.send(new TransactionRequest.Commit(5, CommitToken.NONE));

        assertThat(exchange.reply(begin)).isInstanceOf(Reply.Number.class);
        assertThat(exchange.reply(steps)).isEqualTo(new Reply.Done());
        assertThat(value(exchange.reply(get))).isEqualTo(b("1"));
        assertThat(((Reply.Number) exchange.reply(commit)).number()).isPositive();
        assertThat(db.get(b("a"))).isEqualTo(b("1"));
        assertThat(db.exists(b("b"))).isFalse();
        assertThat(exchange.failure(get(tx(5), "a"))).isInstanceOf(TransactionStateException.class);
    }

    @Test
    void whatATransactionTrackedConflicts() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(5, TransactionOptions.defaults()));
        exchange.call(
                new TransactionRequest.Record(
                        5,
                        List.of(
                                new Step.Track(0, KeyRange.single(b("x"))),
                                new Step.Put(0, b("a"), b("1")))));
        db.put(b("x"), b("other"));

        assertThat(exchange.failure(new TransactionRequest.Commit(5, CommitToken.NONE)))
                .isInstanceOf(ConflictException.class);
        assertThat(db.exists(b("a"))).isFalse();
    }

    @Test
    void writesInATransactionAreAbortedWithIt() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        exchange.call(put(tx(1), "a", "1"));
        exchange.call(
                new WriteRequest.PutAll(tx(1), Modes.none(), List.of(new Entry(b("b"), b("2")))));
        exchange.call(new WriteRequest.Delete(tx(1), b("b")));
        exchange.call(new WriteRequest.DeleteRange(tx(1), KeyRange.single(b("c"))));
        assertThat(exchange.call(new ReadRequest.Count(tx(1), KeyRange.all())))
                .isEqualTo(new Reply.Number(1));
        assertThat(value(exchange.call(get(new View(View.Kind.UNTRACKED, 1, 0), "a"))))
                .isEqualTo(b("1"));

        assertThat(exchange.call(new TransactionRequest.Abort(1))).isEqualTo(new Reply.Done());
        assertThat(exchange.call(new TransactionRequest.Abort(1))).isEqualTo(new Reply.Done());
        assertThat(db.count(KeyRange.all())).isZero();
        assertThat(db.stats().get("active_transactions")).isZero();
    }

    @Test
    void aSnapshotKeepsItsState() throws InterruptedException {
        db.put(b("a"), b("1"));
        View snapshot = new View(View.Kind.SNAPSHOT, 3, 0);
        assertThat(exchange.call(new TransactionRequest.OpenSnapshot(3)))
                .isInstanceOf(Reply.Number.class);
        db.put(b("a"), b("2"));

        assertThat(value(exchange.call(get(snapshot, "a")))).isEqualTo(b("1"));
        assertThat(exchange.failure(put(snapshot, "a", "3")))
                .isInstanceOf(InvalidModeException.class);
        assertThat(exchange.failure(new ReadRequest.Get(snapshot, Modes.of(Mode.CONSUME), b("a"))))
                .isInstanceOf(InvalidModeException.class);
        exchange.call(new TransactionRequest.CloseSnapshot(3));
        assertThat(exchange.call(new TransactionRequest.CloseSnapshot(3)))
                .isEqualTo(new Reply.Done());
        assertThat(db.stats().get("open_snapshots")).isZero();
    }

    @Test
    void keyspacesHaveNumbers() throws InterruptedException {
        int orders = (int) number(exchange.call(new KeyspaceRequest.Open("orders")));
        assertThat(number(exchange.call(new KeyspaceRequest.Open("orders")))).isEqualTo(orders);
        exchange.call(put(View.DATABASE.in(orders), "a", "1"));
        assertThat(value(exchange.call(get("a")))).isNull();
        assertThat(value(exchange.call(get(View.DATABASE.in(orders), "a")))).isEqualTo(b("1"));
        assertThat(exchange.call(new KeyspaceRequest.Names()))
                .isEqualTo(new Reply.Texts(List.of("orders")));

        assertThat(exchange.call(new KeyspaceRequest.Drop(orders))).isEqualTo(new Reply.Done());

        assertThat(exchange.failure(get(View.DATABASE.in(orders), "a")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.failure(put(View.DATABASE.in(orders), "a", "1")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(number(exchange.call(new KeyspaceRequest.Open("orders")))).isNotEqualTo(orders);
        assertThat(exchange.failure(new KeyspaceRequest.Drop(0)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.failure(get(View.DATABASE.in(99), "a")).context())
                .containsEntry("keyspace", "99");
    }

    @Test
    void listingsAreAnswered() throws InterruptedException {
        db.put(b("users/a"), b("1"));
        db.put(b("users/a/x"), b("2"));
        db.put(b("users/b"), b("3"));

        Reply.KeyList keys =
                (Reply.KeyList)
                        exchange.call(new ListingRequest.Keys(View.DATABASE, ListRequest.first(2)));
        assertThat(keys.page().keys()).containsExactly(b("users/a"), b("users/a/x"));
        assertThat(keys.page().endReason()).isEqualTo(EndReason.LIMIT);
        Reply.ChildList children =
                (Reply.ChildList)
                        exchange.call(
                                new ListingRequest.Children(View.DATABASE, "users", null, 10));
        assertThat(children.children())
                .containsExactly(
                        new PathChild(b("a"), true, true), new PathChild(b("b"), true, false));
    }

    @Test
    void theDatabaseAsAWhole() throws InterruptedException {
        assertThat(number(exchange.call(new AdminRequest.Ping())))
                .isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
        assertThat(exchange.call(new AdminRequest.Checkpoint())).isInstanceOf(Reply.Number.class);
        Reply.Counters counters = (Reply.Counters) exchange.call(new AdminRequest.Counters());
        assertThat(counters.counters()).containsKeys("keys_count", "open_cursors");
        assertThat(exchange.failure(new AdminRequest.Export("relative")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.failure(new AdminRequest.Export("/nowhere/copy")))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(
                        exchange.failure(
                                new AdminRequest.Hello(AdminRequest.MAGIC, 1, 1, 0, 1, "again")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void withoutSharedMemoryRegionsAreRefused() throws InterruptedException {
        assertThat(exchange.failure(new RegionRequest.Open(4096)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(exchange.failure(new RegionRequest.Mapped(1)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(exchange.call(new RegionRequest.Close(1))).isEqualTo(new Reply.Done());
        assertThat(exchange.failure(new RegionRequest.Spilled(0x20, 1, 0, 8)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(
                        exchange.failure(
                                new ReadRequest.GetInto(
                                        View.DATABASE, Modes.none(), b("a"), 1, 0, 8)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(
                        exchange.failure(
                                new WriteRequest.PutFrom(
                                        View.DATABASE, Modes.none(), b("a"), 1, 0, 8)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(exchange.session.isBusy()).isFalse();
    }

    private static Reply written() {
        return new Reply.Outcomes(List.of(PutOutcome.WRITTEN));
    }

    private static WriteRequest putWith(Mode mode, String key, String value) {
        return new WriteRequest.Put(View.DATABASE, Modes.of(mode), b(key), b(value));
    }

    private static byte @Nullable [] value(Reply reply) {
        return ((Reply.Value) reply).value();
    }

    private static List<byte @Nullable []> values(Reply reply) {
        return ((Reply.Values) reply).values();
    }

    private static long[] numbers(Reply reply) {
        return ((Reply.Numbers) reply).numbers();
    }

    private static long number(Reply reply) {
        return ((Reply.Number) reply).number();
    }
}
