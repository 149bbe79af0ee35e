package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.put;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.testing.fault.SlowEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests wait for each other, and which do not. */
class LanesTest {

    private static final CommitToken TOKEN = new CommitToken(3, 4);

    private final SlowEngine engine = new SlowEngine(Engines.memory());
    private final Database db = Engines.open(engine, Durability.SYNC);
    private final Exchange exchange = Exchange.over(db, Durability.SYNC);

    @AfterEach
    void close() {
        engine.steps().open();
        engine.syncs().open();
        db.close();
    }

    @Test
    void requestsOfATransactionKeepTheirOrderBehindASlowOne() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        engine.steps().shut();
        int count = exchange.send(new ReadRequest.Count(tx(1), KeyRange.all()));
        engine.steps().awaitArrivals(1);
        List<Integer> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            exchange.send(put(tx(1), "k", "v" + i));
            reads.add(exchange.send(get(tx(1), "k")));
        }
        int commit = exchange.send(new TransactionRequest.Commit(1, TOKEN));
        int late = exchange.send(get(tx(1), "k"));
        int other = exchange.send(get("k"));

        assertThat(exchange.isAnsweredHere(reads.getFirst())).isFalse();
        assertThat(value(exchange.reply(other))).isNull();
        assertThat(Exchange.failure(exchange.reply(late)))
                .isInstanceOf(TransactionStateException.class);
        engine.steps().open();

        assertThat(exchange.reply(count)).isEqualTo(new Reply.Number(0));
        for (int i = 0; i < 100; i++) {
            assertThat(value(exchange.reply(reads.get(i)))).isEqualTo(b("v" + i));
        }
        assertThat(exchange.reply(commit)).isInstanceOf(Reply.Number.class);
        assertThat(db.get(b("k"))).isEqualTo(b("v99"));
    }

    @Test
    void pagesOfACursorKeepTheirOrder() throws InterruptedException {
        db.put(b("a"), b("1"));
        db.put(b("b"), b("2"));
        engine.steps().shut();
        int open =
                exchange.send(
                        new ScanRequest.Open(
                                1, View.DATABASE, KeyRange.all(), ScanOptions.all(), 1 << 20));
        engine.steps().awaitArrivals(1);
        int close = exchange.send(new ScanRequest.Close(1));
        assertThat(exchange.isAnsweredHere(close)).isFalse();
        engine.steps().open();

        assertThat(((Reply.Page) exchange.reply(open)).count()).isEqualTo(2);
        assertThat(exchange.reply(close)).isEqualTo(new Reply.Done());
        assertThat(db.stats().get("open_cursors")).isZero();
    }

    @Test
    void aSyncedCommitHoldsNobodyUp() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        exchange.call(put(tx(1), "k", "1"));
        engine.syncs().shut();
        int commit = exchange.send(new TransactionRequest.Commit(1, TOKEN));
        engine.syncs().awaitArrivals(1);
        int outcome = exchange.send(new TransactionRequest.Outcome(TOKEN));

        assertThat(exchange.call(get("x"))).isInstanceOf(Reply.Value.class);
        assertThat(exchange.isAnsweredHere(commit)).isFalse();
        assertThat(exchange.isAnsweredHere(outcome)).isFalse();
        assertThat(exchange.session.isWorking()).isTrue();
        engine.syncs().open();

        long version = ((Reply.Number) exchange.reply(commit)).number();
        assertThat(exchange.reply(outcome))
                .isEqualTo(new Reply.CommitOutcome(Reply.State.COMMITTED, version));
        assertThat(Exchange.over(exchange.context).call(new TransactionRequest.Outcome(TOKEN)))
                .isEqualTo(new Reply.CommitOutcome(Reply.State.COMMITTED, version));
    }

    @Test
    void aCommitThatWroteNothingIsAnsweredAtOnce() throws InterruptedException {
        engine.syncs().shut();
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        exchange.call(get(tx(1), "k"));

        assertThat(exchange.isAnsweredHere(exchange.send(new TransactionRequest.Commit(1, TOKEN))))
                .isTrue();
    }

    @Test
    void stepsThatFailedMakeTheCommitBehindThemFail() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        int steps =
                exchange.send(
                        new TransactionRequest.Record(
                                1,
                                List.of(
                                        new Step.Put(0, b("a"), b("1")),
                                        new Step.Put(0, new byte[70_000], b("2")))));
        int commit = exchange.send(new TransactionRequest.Commit(1, TOKEN));

        assertThat(Exchange.failure(exchange.reply(steps))).isInstanceOf(LimitException.class);
        assertThat(Exchange.failure(exchange.reply(commit))).isInstanceOf(LimitException.class);
        assertThat(db.exists(b("a"))).isFalse();
        assertThat(exchange.call(new TransactionRequest.Outcome(TOKEN)))
                .isEqualTo(new Reply.CommitOutcome(Reply.State.ABORTED, 0));
        assertThat(db.stats().get("active_transactions")).isZero();
    }

    @Test
    void aWatchMadeInABusyTransactionIsWaitedFor() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        engine.steps().shut();
        int count = exchange.send(new ReadRequest.Count(tx(1), KeyRange.all()));
        engine.steps().awaitArrivals(1);
        int open = exchange.send(new WaitRequest.OpenWatch(1, tx(1), b("k")));
        int fired = exchange.send(new WaitRequest.WatchFired(1));
        assertThat(exchange.isAnsweredHere(open)).isFalse();
        assertThat(exchange.isAnsweredHere(fired)).isFalse();
        engine.steps().open();

        exchange.reply(count);
        assertThat(exchange.reply(open)).isEqualTo(new Reply.Done());
        assertThat(exchange.reply(fired)).isEqualTo(new Reply.Flag(false));
    }

    @Test
    void aSnapshotInUseIsClosedElsewhere() throws InterruptedException {
        exchange.call(new TransactionRequest.OpenSnapshot(1));
        engine.steps().shut();
        View snapshot = new View(View.Kind.SNAPSHOT, 1, 0);
        int count = exchange.send(new ReadRequest.Count(snapshot, KeyRange.all()));
        engine.steps().awaitArrivals(1);
        int close = exchange.send(new TransactionRequest.CloseSnapshot(1));
        assertThat(exchange.isAnsweredHere(close)).isFalse();
        engine.steps().open();

        exchange.reply(count);
        assertThat(exchange.reply(close)).isEqualTo(new Reply.Done());
        assertThat(db.stats().get("open_snapshots")).isZero();
    }

    private static byte @Nullable [] value(Reply reply) {
        return ((Reply.Value) reply).value();
    }
}
