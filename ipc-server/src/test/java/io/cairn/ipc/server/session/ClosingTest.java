package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.keys;
import static io.cairn.ipc.server.session.Exchange.put;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.testing.fault.SlowEngine;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that is lost in the middle of everything leaves nothing behind. */
class ClosingTest {

    private static final String[] COUNTERS = {
        "active_transactions", "open_cursors", "open_snapshots", "open_watches"
    };

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
    void everythingThatIsOpenIsClosed() throws InterruptedException {
        db.put(b("a"), b("1"));
        openEverything();
        assertThat(db.stats().get("active_transactions")).isEqualTo(20);
        assertThat(db.stats().get("open_cursors")).isEqualTo(40);

        drop();

        awaitNothingOpen();
        assertThat(db.exists(b("written"))).isFalse();
    }

    @Test
    void waitsEndAtOnce() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            exchange.send(
                    new WaitRequest.Await(
                            0,
                            WaitRequest.Form.VALUES,
                            Modes.none(),
                            keys("never"),
                            Long.MAX_VALUE));
        }
        exchange.call(new WaitRequest.OpenWatch(1, View.DATABASE, b("never")));
        exchange.send(new WaitRequest.AwaitWatch(1, Long.MAX_VALUE));

        drop();

        awaitNothingOpen();
        assertThat(exchange.peer.writersOut()).isZero();
    }

    @Test
    void whatIsRunningIsClosedWhenItIsDone() throws InterruptedException {
        openEverything();
        engine.steps().shut();
        exchange.send(new ReadRequest.Count(tx(1), KeyRange.all()));
        exchange.send(put(tx(1), "written", "late"));
        exchange.send(new TransactionRequest.Commit(1, new CommitToken(1, 1)));
        exchange.send(new ScanRequest.Next(101, 1 << 20, false));
        exchange.send(new ScanRequest.Close(101));
        View snapshot = new View(View.Kind.SNAPSHOT, 1, 0);
        exchange.send(new ReadRequest.Count(snapshot, KeyRange.all()));
        engine.steps().awaitArrivals(3);
        // Reads of a snapshot have no order: sent earlier, this might come first.
        exchange.send(new TransactionRequest.CloseSnapshot(1));

        drop();
        await(() -> db.stats().get("active_transactions") <= 1);
        engine.steps().open();

        awaitNothingOpen();
        assertThat(db.exists(b("written"))).isFalse();
    }

    @Test
    void aCommitThatIsWaitingForTheDiskIsFinishedAndRemembered() throws InterruptedException {
        CommitToken token = new CommitToken(5, 6);
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        exchange.call(put(tx(1), "written", "1"));
        engine.syncs().shut();
        exchange.send(new TransactionRequest.Commit(1, token));
        engine.syncs().awaitArrivals(1);
        Exchange other = Exchange.over(exchange.context);
        int outcome = other.send(new TransactionRequest.Outcome(token));

        drop();
        engine.syncs().open();

        assertThat(((Reply.CommitOutcome) other.reply(outcome)).state())
                .isEqualTo(Reply.State.COMMITTED);
        awaitNothingOpen();
        assertThat(db.get(b("written"))).isEqualTo(b("1"));
    }

    @Test
    void aClientThatDoesNotReadIsLetGo() throws InterruptedException {
        db.put(b("a"), new byte[5 << 20]);
        exchange.peer.stopReading();
        for (int i = 0; i < 50; i++) {
            exchange.send(get("a"));
        }
        exchange.session.batchEnd();
        assertThat(exchange.session.isWorking()).isTrue();

        drop();

        awaitNothingOpen();
        assertThat(exchange.peer.writersOut()).isZero();
    }

    @Test
    void writesThatWereReceivedAreApplied() throws InterruptedException {
        exchange.send(put("k", "1"));

        drop();

        awaitNothingOpen();
        assertThat(db.get(b("k"))).isEqualTo(b("1"));
    }

    private void openEverything() throws InterruptedException {
        for (int i = 1; i <= 20; i++) {
            exchange.call(new TransactionRequest.Begin(i, TransactionOptions.defaults()));
            exchange.call(put(tx(i), "written", "1"));
            exchange.call(new TransactionRequest.OpenSnapshot(i));
            exchange.call(new WaitRequest.OpenWatch(i, tx(i), b("w")));
            exchange.call(new WaitRequest.OpenWatch(100 + i, View.DATABASE, b("w")));
            scan(i, tx(i));
            scan(100 + i, i % 2 == 0 ? View.DATABASE : new View(View.Kind.SNAPSHOT, i, 0));
        }
    }

    private void scan(int cursor, View view) throws InterruptedException {
        exchange.call(new ScanRequest.Open(cursor, view, KeyRange.all(), ScanOptions.all(), 0));
    }

    private void drop() {
        exchange.peer.close();
        exchange.session.closed();
    }

    private void awaitNothingOpen() {
        await(() -> !exchange.session.isWorking());
        for (String counter : COUNTERS) {
            await(() -> db.stats().get(counter) == 0);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
