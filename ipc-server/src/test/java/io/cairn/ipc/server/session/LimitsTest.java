package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.FrameHandler;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a session begins, what it allows, and when it asks for a pause. */
class LimitsTest {

    private static final SessionLimits SMALL = new SessionLimits(2, 2, 2, 2, 3, 1 << 20, 1);

    private final Database db = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(db, Durability.BUFFERED, SMALL);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theServerSaysWhatItIs() {
        Welcome welcome = ((Reply.Welcomed) exchange.welcome).welcome();

        assertThat(welcome.version()).isEqualTo(AdminRequest.VERSION);
        assertThat(welcome.instance()).isEqualTo(42);
        assertThat(welcome.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(welcome.engine()).isEqualTo("memory");
        assertThat(welcome.regionBytesMax()).isZero();
        assertThat(welcome.limits()).isEqualTo(Limits.defaults());
    }

    @Test
    void aHelloThatMakesNoSenseIsRefused() {
        assertThat(hello(0x12345678, 1, 1, 0)).isInstanceOf(InvalidArgumentException.class);
        CairnException version = hello(AdminRequest.MAGIC, 2, 9, 0);
        assertThat(version).isInstanceOf(UnsupportedRequestException.class);
        assertThat(version.context()).containsEntry("server", "1").containsEntry("clientMin", "2");
        CairnException database = hello(AdminRequest.MAGIC, 1, 1, 7);
        assertThat(database).isInstanceOf(InvalidArgumentException.class);
        assertThat(database.context())
                .containsEntry("database", "7")
                .containsEntry("offered", "[0]");
    }

    @Test
    void aHelloInAFrameBeginsASession() throws InterruptedException {
        FakePeer peer = new FakePeer();
        WireWriter frame = new WireWriter(64);
        frame.u32(9);
        new AdminRequest.Hello(AdminRequest.MAGIC, 1, 1, 0, 1, "x").encode(frame);
        ByteBuffer payload = frame.buffer().flip();

        FrameHandler next = Session.hello(peer, exchange.context, payload, exchange.session);
        assertThat(next).isInstanceOf(Session.class).isNotSameAs(exchange.session);
        exchange.read(peer.takeOwn());
        assertThat(exchange.reply(9)).isInstanceOf(Reply.Welcomed.class);

        payload.position(0).limit(10);
        assertThat(Session.hello(peer, exchange.context, payload, exchange.session))
                .isSameAs(exchange.session);
        exchange.read(peer.takeOwn());
        assertThat(exchange.reply(9)).isInstanceOf(Reply.Failed.class);
    }

    @Test
    void eachKindOfHandleHasALimit() throws InterruptedException {
        for (int kind = 0; kind < 4; kind++) {
            exchange.call(open(kind, 1));
            exchange.call(open(kind, 2));
            CairnException failure = exchange.failure(open(kind, 3));
            assertThat(failure).isInstanceOf(LimitException.class);
            assertThat(failure.context())
                    .containsEntry("limit", limit(kind))
                    .containsEntry("max", "2");
            assertThat(exchange.failure(open(kind, 2)))
                    .isInstanceOf(InvalidArgumentException.class);
            exchange.call(close(kind, 1));
            assertThat(exchange.call(open(kind, 3))).isNotInstanceOf(Reply.Failed.class);
        }
        assertThat(db.stats().get("active_transactions")).isEqualTo(2);
        assertThat(db.stats().get("open_cursors")).isEqualTo(2);
        assertThat(db.stats().get("open_snapshots")).isEqualTo(2);
        assertThat(db.stats().get("open_watches")).isEqualTo(2);
    }

    @Test
    void tooManyRequestsUnderWayMakeItBusyUntilThereIsRoom() throws InterruptedException {
        int[] waits = new int[3];
        for (int i = 0; i < waits.length; i++) {
            assertThat(exchange.session.isBusy()).isFalse();
            waits[i] =
                    exchange.send(
                            new WaitRequest.Await(
                                    0,
                                    WaitRequest.Form.PRESENCE,
                                    Modes.none(),
                                    keys("k"),
                                    Long.MAX_VALUE));
        }
        assertThat(exchange.session.isBusy()).isTrue();
        assertThat(exchange.session.isWorking()).isTrue();

        exchange.send(new WaitRequest.Cancel(waits[0]));
        exchange.peer.awaitTask();

        assertThat(exchange.peer.resumed()).isEqualTo(1);
        assertThat(exchange.session.isBusy()).isFalse();
        exchange.send(new WaitRequest.Cancel(waits[1]));
        exchange.send(new WaitRequest.Cancel(waits[2]));
        exchange.reply(waits[1]);
        exchange.reply(waits[2]);
        assertThat(exchange.peer.resumed()).isEqualTo(1);
    }

    @Test
    void longRequestsUnderWayMakeItBusy() throws InterruptedException {
        int wait =
                exchange.send(
                        new WaitRequest.Await(
                                0,
                                WaitRequest.Form.PRESENCE,
                                Modes.none(),
                                Collections.nCopies(30, new byte[60_000]),
                                Long.MAX_VALUE));
        assertThat(exchange.session.isBusy()).isTrue();
        exchange.send(new WaitRequest.Cancel(wait));
        exchange.peer.awaitTask();
        assertThat(exchange.session.isBusy()).isFalse();
    }

    @Test
    void answersAreCounted() throws InterruptedException {
        for (Durability durability : Durability.values()) {
            Exchange counted = Exchange.over(db, durability, SMALL);
            Map<String, Long> before = counted.context.counters().read();
            counted.call(Exchange.get("a"));
            counted.call(Exchange.put("a", "1"));
            counted.call(new AdminRequest.Ping());
            counted.call(new AdminRequest.Counters());
            counted.failure(Exchange.get(""));
            counted.failure(Exchange.put("", "1"));
            counted.failure(new TransactionRequest.Commit(9, CommitToken.NONE));
            while (counted.session.isWorking()) {
                Thread.onSpinWait();
            }
            Map<String, Long> after = counted.context.counters().read();
            assertThat(after.get("requests_success") - before.get("requests_success")).isEqualTo(4);
            assertThat(after.get("requests_error") - before.get("requests_error")).isEqualTo(3);
        }
    }

    @Test
    void limitsMustBePositive() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new SessionLimits(1, 1, 1, 1, 0, 1, 1))
                .satisfies(e -> assertThat(e.context()).containsEntry("limit", "requestsMax"));
    }

    @Test
    void outcomesAreRememberedUpToALimit() throws InterruptedException {
        OutcomeTable table = new OutcomeTable();
        table.begin(CommitToken.NONE);
        table.end(CommitToken.NONE, Reply.State.COMMITTED, 1);
        assertThat(table.await(CommitToken.NONE).state()).isEqualTo(Reply.State.UNKNOWN);
        CommitToken running = new CommitToken(9, 9);
        table.begin(running);
        for (int i = 1; i <= OutcomeTable.TOKENS_MAX; i++) {
            table.begin(new CommitToken(0, i));
            table.end(new CommitToken(0, i), Reply.State.COMMITTED, i);
        }
        assertThat(table.isInProgress(running)).isTrue();
        assertThat(table.await(new CommitToken(0, 1)).state()).isEqualTo(Reply.State.UNKNOWN);
        assertThat(table.await(new CommitToken(0, 2)).version()).isEqualTo(2);
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> table.begin(new CommitToken(0, 2)));
    }

    private CairnException hello(int magic, int min, int max, int database) {
        try {
            Session.open(
                    new FakePeer(),
                    exchange.context,
                    new AdminRequest.Hello(magic, min, max, database, 1, "x"),
                    1);
        } catch (CairnException e) {
            return e;
        }
        throw new AssertionError("it was welcomed");
    }

    private static String limit(int kind) {
        return switch (kind) {
            case 0 -> "transactionsMax";
            case 1 -> "snapshotsMax";
            case 2 -> "cursorsMax";
            default -> "watchesMax";
        };
    }

    private static Request open(int kind, int number) {
        return switch (kind) {
            case 0 -> new TransactionRequest.Begin(number, TransactionOptions.defaults());
            case 1 -> new TransactionRequest.OpenSnapshot(number);
            case 2 ->
                    new ScanRequest.Open(
                            number, View.DATABASE, KeyRange.all(), ScanOptions.all(), 0);
            default -> new WaitRequest.OpenWatch(number, View.DATABASE, b("k"));
        };
    }

    private static Request close(int kind, int number) {
        return switch (kind) {
            case 0 -> new TransactionRequest.Abort(number);
            case 1 -> new TransactionRequest.CloseSnapshot(number);
            case 2 -> new ScanRequest.Close(number);
            default -> new WaitRequest.CloseWatch(number);
        };
    }
}
