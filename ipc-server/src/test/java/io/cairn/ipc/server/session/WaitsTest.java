package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.keys;
import static io.cairn.ipc.server.session.Exchange.put;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Sizes;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.Bytes;
import io.cairn.config.Durability;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WireWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that wait, how they are ended, and watches. */
class WaitsTest {

    private static final long LONG = 60_000_000_000L;

    private final Database db = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(db, Durability.BUFFERED);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void valuesAreWaitedForAndTaken() throws InterruptedException {
        int waiting = exchange.send(await(WaitRequest.Form.VALUES, Mode.CONSUME, LONG, "a", "b"));
        awaitWatches(1);
        exchange.call(put("a", "1"));
        exchange.call(put("b", "2"));

        assertThat(((Reply.Values) exchange.reply(waiting)).values())
                .containsExactly(b("1"), b("2"));
        assertThat(db.exists(b("a"))).isFalse();
        assertThat(db.stats().get("open_watches")).isZero();
    }

    @Test
    void eachValueGoesToOneTaker() throws InterruptedException {
        List<Integer> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            takers.add(exchange.send(await(WaitRequest.Form.VALUES, Mode.CONSUME, LONG, "job")));
        }
        for (int i = 0; i < takers.size(); i++) {
            exchange.call(put("job", "v" + i));
            awaitTaken();
        }
        List<String> taken = new ArrayList<>();
        for (int taker : takers) {
            Reply.Values values = (Reply.Values) exchange.reply(taker);
            taken.add(Bytes.text(Objects.requireNonNull(values.values().getFirst())));
        }
        assertThat(taken).containsExactlyInAnyOrder("v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7");
    }

    @Test
    void theFormsAnswerWhenTimeIsUp() throws InterruptedException {
        db.put(b("a"), b("1"));
        BitSet first = new BitSet();
        first.set(0);
        assertThat(exchange.call(await(WaitRequest.Form.VALUES, Mode.INLINE, 1, "a", "x")))
                .isEqualTo(new Reply.Done());
        assertThat(exchange.call(await(WaitRequest.Form.PRESENCE, Mode.INLINE, 1, "a", "x")))
                .isEqualTo(new Reply.Bits(first));
        assertThat(exchange.call(await(WaitRequest.Form.LENGTH, Mode.INLINE, 0, "x")))
                .isEqualTo(new Reply.Number(Sizes.ABSENT));
        assertThat(exchange.call(await(WaitRequest.Form.LENGTH, Mode.INLINE, 0, "a")))
                .isEqualTo(new Reply.Number(1));
        assertThat(exchange.call(await(WaitRequest.Form.REMOVAL, Mode.INLINE, -1, "x")))
                .isEqualTo(new Reply.Flag(false));
        assertThat(exchange.call(await(WaitRequest.Form.REMOVAL, Mode.INLINE, 0, "a")))
                .isEqualTo(new Reply.Flag(true));
        assertThat(exchange.failure(await(WaitRequest.Form.LENGTH, Mode.INLINE, 0, "a", "b")))
                .isInstanceOf(InvalidArgumentException.class);
        WaitRequest.Await refused =
                new WaitRequest.Await(
                        0,
                        WaitRequest.Form.VALUES,
                        Modes.of(Mode.APPEND, Mode.NEW_ONLY),
                        keys("a"),
                        0);
        assertThat(exchange.failure(refused)).isInstanceOf(InvalidModeException.class);
    }

    @Test
    void onlyTheWaitThatIsCancelledEnds() throws InterruptedException {
        int first = exchange.send(await(WaitRequest.Form.VALUES, Mode.INLINE, LONG, "a"));
        int second = exchange.send(await(WaitRequest.Form.VALUES, Mode.INLINE, LONG, "a"));
        awaitWatches(2);

        assertThat(exchange.call(new WaitRequest.Cancel(first))).isEqualTo(new Reply.Done());
        assertThat(exchange.call(new WaitRequest.Cancel(4711))).isEqualTo(new Reply.Done());

        assertThat(Exchange.failure(exchange.reply(first)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("the wait was cancelled");
        exchange.call(put("a", "1"));
        assertThat(((Reply.Values) exchange.reply(second)).values()).containsExactly(b("1"));
    }

    @Test
    void aWaitMayBeCancelledBeforeItBegins() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            int wait = exchange.send(await(WaitRequest.Form.PRESENCE, Mode.INLINE, LONG, "a"));
            exchange.send(new WaitRequest.Cancel(wait));
            assertThat(Exchange.failure(exchange.reply(wait)))
                    .isInstanceOf(WaitTimeoutException.class);
        }
        assertThat(db.stats().get("open_watches")).isZero();
        assertThat(exchange.call(get("a"))).isInstanceOf(Reply.Value.class);
    }

    @Test
    void aServerThatIsAboutToStopEndsWaits() throws InterruptedException {
        int wait = exchange.send(await(WaitRequest.Form.VALUES, Mode.INLINE, LONG, "a"));
        awaitWatches(1);
        exchange.session.draining();

        CairnException failure = Exchange.failure(exchange.reply(wait));
        assertThat(failure.code()).isEqualTo(ErrorCode.DISCONNECTED);
        assertThat(exchange.failure(await(WaitRequest.Form.VALUES, Mode.INLINE, LONG, "a")).code())
                .isEqualTo(ErrorCode.DISCONNECTED);
        assertThat(exchange.call(get("a"))).isInstanceOf(Reply.Value.class);
    }

    @Test
    void twoWaitsCannotHaveOneNumber() throws InterruptedException {
        WireWriter frame = new WireWriter(64);
        await(WaitRequest.Form.PRESENCE, Mode.INLINE, LONG, "a").encodeFrame(frame, 5);
        exchange.sendFrame(frame);
        frame.clear();
        await(WaitRequest.Form.PRESENCE, Mode.INLINE, LONG, "a").encodeFrame(frame, 5);
        exchange.sendFrame(frame);
        assertThat(Exchange.failure(exchange.reply(5)))
                .isInstanceOf(InvalidArgumentException.class);
        exchange.send(new WaitRequest.Cancel(5));
        assertThat(Exchange.failure(exchange.reply(5))).isInstanceOf(WaitTimeoutException.class);
    }

    @Test
    void aWatchFiresOnceSomebodyWrites() throws InterruptedException {
        assertThat(exchange.call(new WaitRequest.OpenWatch(1, View.DATABASE, b("k"))))
                .isEqualTo(new Reply.Done());
        assertThat(exchange.call(new WaitRequest.WatchFired(1))).isEqualTo(new Reply.Flag(false));
        assertThat(exchange.call(new WaitRequest.AwaitWatch(1, 1)))
                .isEqualTo(new Reply.Flag(false));
        int wait = exchange.send(new WaitRequest.AwaitWatch(1, LONG));
        exchange.call(put("k", "1"));

        assertThat(exchange.reply(wait)).isEqualTo(new Reply.Flag(true));
        assertThat(exchange.call(new WaitRequest.WatchFired(1))).isEqualTo(new Reply.Flag(true));
        assertThat(exchange.call(new WaitRequest.CloseWatch(1))).isEqualTo(new Reply.Done());
        assertThat(exchange.call(new WaitRequest.CloseWatch(1))).isEqualTo(new Reply.Done());
        assertThat(exchange.failure(new WaitRequest.WatchFired(1)))
                .isInstanceOf(ClosedException.class);
        assertThat(db.stats().get("open_watches")).isZero();
    }

    @Test
    void closingAWatchEndsTheWaitForIt() throws InterruptedException {
        exchange.call(new WaitRequest.OpenWatch(1, View.DATABASE, b("k")));
        int wait = exchange.send(new WaitRequest.AwaitWatch(1, LONG));
        exchange.call(new WaitRequest.CloseWatch(1));

        assertThat(Exchange.failure(exchange.reply(wait))).isInstanceOf(ClosedException.class);
    }

    @Test
    void aWatchOfATransactionOutlivesIt() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        exchange.call(new WaitRequest.OpenWatch(1, tx(1), b("k")));
        assertThat(exchange.failure(new WaitRequest.AwaitWatch(1, 1)))
                .isInstanceOf(TransactionStateException.class);
        exchange.call(new TransactionRequest.Commit(1, CommitToken.NONE));
        db.put(b("k"), b("1"));

        assertThat(exchange.call(new WaitRequest.AwaitWatch(1, LONG)))
                .isEqualTo(new Reply.Flag(true));
    }

    private static WaitRequest.Await await(
            WaitRequest.Form form, Mode mode, long nanos, String... keys) {
        return new WaitRequest.Await(0, form, Modes.of(mode), keys(keys), nanos);
    }

    private void awaitWatches(int count) {
        long end = System.nanoTime() + LONG;
        while (db.stats().get("open_watches") < count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void awaitTaken() {
        long end = System.nanoTime() + LONG;
        while (db.exists(b("job"))) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
