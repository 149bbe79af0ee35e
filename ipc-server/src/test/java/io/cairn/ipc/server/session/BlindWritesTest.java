package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.failure;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Database;
import io.cairn.api.WriteView;
import io.cairn.config.Durability;
import io.cairn.error.LimitException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.VetoException;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.testing.fault.FaultyEngine;
import io.cairn.testing.fault.SlowEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Puts and deletes that are applied with fewer commits than there are. */
class BlindWritesTest {

    private final SlowEngine slow = new SlowEngine(Engines.memory());
    private final FaultyEngine engine = new FaultyEngine(slow);

    private @Nullable Database db;

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    @Test
    void writesOfABatchShareACommit() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        long before = commits(exchange);
        int[] numbers = new int[100];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = exchange.send(put("k" + i % 10, "v" + i));
        }
        for (int number : numbers) {
            assertThat(exchange.reply(number)).isInstanceOf(Reply.Outcomes.class);
        }

        assertThat(commits(exchange) - before).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            assertThat(value(exchange.call(get("k" + i)))).isEqualTo(b("v9" + i));
        }
        assertThat(exchange.session.isWorking()).isFalse();
    }

    @Test
    void putsAndDeletesOfSeveralKeyspacesShareACommit() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        Reply opened = exchange.call(new KeyspaceRequest.Open("other"));
        View other = View.DATABASE.in((int) ((Reply.Number) opened).number());
        exchange.call(put("gone", "1"));
        long before = commits(exchange);
        exchange.send(put("a", "1"));
        exchange.send(new WriteRequest.Delete(View.DATABASE, b("gone")));
        exchange.reply(exchange.send(put(other, "a", "2")));

        assertThat(commits(exchange) - before).isEqualTo(1);
        assertThat(value(exchange.call(get("a")))).isEqualTo(b("1"));
        assertThat(value(exchange.call(get("gone")))).isNull();
        assertThat(value(exchange.call(get(other, "a")))).isEqualTo(b("2"));
    }

    @Test
    void theOrderOfPutsAndDeletesIsKept() throws InterruptedException {
        for (Durability durability : Durability.values()) {
            Exchange exchange = open(durability);
            exchange.send(put("a", "1"));
            exchange.send(new WriteRequest.Delete(View.DATABASE, b("a")));
            exchange.send(put("a", "2"));
            exchange.send(put("b", "2"));
            int last = exchange.send(new WriteRequest.Delete(View.DATABASE, b("b")));
            exchange.reply(last);

            assertThat(value(exchange.call(get("a")))).isEqualTo(b("2"));
            assertThat(value(exchange.call(get("b")))).isNull();
            close();
        }
    }

    @Test
    void aReadInTheSameBatchSeesTheWritesBeforeIt() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        exchange.send(put("a", "1"));
        int fast = exchange.send(get("a"));
        exchange.send(put("a", "2"));
        int decoded = exchange.send(new ReadRequest.Exists(View.DATABASE, Exchange.keys("a")));

        assertThat(value(exchange.reply(fast))).isEqualTo(b("1"));
        assertThat(((Reply.Bits) exchange.reply(decoded)).bits().get(0)).isTrue();
    }

    @Test
    void aBadWriteFailsAlone() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        int good = exchange.send(put("a", "1"));
        int bad = exchange.send(put("k".repeat(70_000), "1"));
        int unknown = exchange.send(put(View.DATABASE.in(77), "a", "x"));
        int last = exchange.send(put("b", "2"));

        assertThat(exchange.reply(good)).isInstanceOf(Reply.Outcomes.class);
        assertThat(failure(exchange.reply(bad))).isInstanceOf(LimitException.class);
        assertThat(exchange.reply(unknown)).isInstanceOf(Reply.Failed.class);
        assertThat(exchange.reply(last)).isInstanceOf(Reply.Outcomes.class);
        assertThat(value(exchange.call(get("b")))).isEqualTo(b("2"));
    }

    @Test
    void aVetoedWriteFailsAlone() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        try (var _ = exchange.context.offer(0).served().database().addCommitHook(new NoB())) {
            int first = exchange.send(put("a", "1"));
            int second = exchange.send(put("b", "1"));
            int third = exchange.send(put("c", "1"));

            assertThat(exchange.reply(first)).isInstanceOf(Reply.Outcomes.class);
            assertThat(failure(exchange.reply(second))).isInstanceOf(VetoException.class);
            assertThat(exchange.reply(third)).isInstanceOf(Reply.Outcomes.class);
        }
    }

    @Test
    void anUnknownOutcomeIsToldToAll() throws InterruptedException {
        Exchange exchange = open(Durability.BUFFERED);
        engine.fail(FaultyEngine.Call.APPLY_AFTER, 1);
        int first = exchange.send(put("a", "1"));
        int second = exchange.send(put("b", "1"));

        assertThat(failure(exchange.reply(first))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(failure(exchange.reply(second))).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void whatComesDuringASyncIsMerged() throws InterruptedException {
        Exchange exchange = open(Durability.SYNC);
        long before = commits(exchange);
        slow.syncs().shut();
        int first = exchange.send(put("first", "1"));
        exchange.session.batchEnd();
        slow.syncs().awaitArrivals(1);
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            others.add(exchange.send(put("k" + i, "1")));
            exchange.session.batchEnd();
        }
        assertThat(exchange.isAnsweredHere(first)).isFalse();
        assertThat(exchange.session.isWorking()).isTrue();
        slow.syncs().open();

        assertThat(exchange.reply(first)).isInstanceOf(Reply.Outcomes.class);
        for (int number : others) {
            assertThat(exchange.reply(number)).isInstanceOf(Reply.Outcomes.class);
        }
        assertThat(commits(exchange) - before).isEqualTo(2);
    }

    @Test
    void connectionsShareTheCommitsThatWaitForTheDisk() throws InterruptedException {
        Exchange first = open(Durability.SYNC);
        long before = commits(first);
        List<Exchange> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(Exchange.over(first.context));
        }
        slow.syncs().shut();
        int number = first.send(put("first", "1"));
        first.session.batchEnd();
        slow.syncs().awaitArrivals(1);
        List<Integer> numbers = new ArrayList<>();
        for (Exchange other : others) {
            numbers.add(other.send(put("k" + numbers.size(), "1")));
            other.session.batchEnd();
        }
        slow.syncs().open();

        assertThat(first.reply(number)).isInstanceOf(Reply.Outcomes.class);
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).reply(numbers.get(i))).isInstanceOf(Reply.Outcomes.class);
            assertThat(value(first.call(get("k" + i)))).isEqualTo(b("1"));
        }
        assertThat(commits(first) - before).isEqualTo(2);
    }

    @Test
    void theThreadThatCommitsEndsAndStartsAgain() throws InterruptedException {
        Exchange exchange = open(Durability.SYNC);
        exchange.call(put("a", "1"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("cairn-commit-"))) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }

        assertThat(exchange.call(put("a", "2"))).isInstanceOf(Reply.Outcomes.class);
        assertThat(value(exchange.call(get("a")))).isEqualTo(b("2"));
    }

    private Exchange open(Durability durability) {
        Database opened =
                Engines.open(db == null ? engine : new SlowEngine(Engines.memory()), durability);
        db = opened;
        return Exchange.over(opened, durability);
    }

    private static long commits(Exchange exchange) {
        return exchange.context.offer(0).served().database().stats().get("transactions_committed");
    }

    private static byte @Nullable [] value(Reply reply) {
        return ((Reply.Value) reply).value();
    }

    /** Lets nobody write the key b. */
    private static final class NoB implements CommitHook {

        @Override
        public void beforeCommit(WriteView tx, ChangeSet changes) {
            for (ChangeSet.Change change : changes.changes()) {
                if (change.range().contains(b("b"))) {
                    throw new VetoException("not b", null);
                }
            }
        }

        @Override
        public void afterCommit(long version, ChangeSet changes) {
            // Nothing to observe.
        }
    }
}
