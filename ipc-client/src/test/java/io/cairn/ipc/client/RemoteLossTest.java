package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionState;
import io.cairn.api.Watch;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.DirectLines.Cut;
import io.cairn.ipc.protocol.Opcode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls and objects when a connection is lost. */
class RemoteLossTest extends RemoteTest {

    private static void assertLost(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DISCONNECTED));
    }

    @ParameterizedTest
    @EnumSource
    void aReadIsSentAgain(Cut cut) {
        db.put(b("k"), b("v"));
        cutAt(Opcode.GET, cut);
        assertThat(text(db.get(b("k")))).isEqualTo("v");
        cutAt(Opcode.SCAN_OPEN, cut);
        try (Cursor cursor = db.scan(KeyRange.all())) {
            assertThat(cursor.next()).isTrue();
        }
        cutAt(Opcode.SNAPSHOT_OPEN, cut);
        assertThat(db.<String, RuntimeException>read(view -> text(view.get(b("k")))))
                .isEqualTo("v");
        cutAt(Opcode.BEGIN, cut);
        try (Transaction tx = db.begin()) {
            assertThat(tx.exists(b("k"))).isTrue();
        }
    }

    @Test
    void aReadIsNotSentForEver() {
        lines.scissors.set(request -> Cut.UNANSWERED);
        assertLost(() -> db.get(b("k")));
        assertThat(seen()).containsExactly(Opcode.GET, Opcode.GET);
    }

    @Test
    void aWriteThatWasNotSentIsSentAgain() {
        cutAt(Opcode.PUT, Cut.UNSENT);
        db.append(b("k"), b("v"));
        assertThat(text(there.get(b("k")))).isEqualTo("v");
        lines.scissors.set(request -> Cut.UNSENT);
        assertLost(() -> db.append(b("k"), b("w")));
        assertThat(text(there.get(b("k")))).isEqualTo("v");
    }

    @Test
    void aWriteThatMayHaveBeenDoneIsNotRepeated() {
        cutAt(Opcode.PUT, Cut.UNANSWERED);
        assertThatThrownBy(() -> db.append(b("k"), b("v")))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.context()).containsEntry("operation", "PUT"));
        assertThat(text(there.get(b("k")))).as("applied once").isEqualTo("v");
        cutAt(Opcode.GET, Cut.UNANSWERED);
        assertThatThrownBy(() -> db.take(b("k"))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(there.get(b("k"))).isNull();
    }

    @Test
    void whatLivedOnTheConnectionIsGoneAndCanBeClosed() {
        db.put(b("k"), b("v"));
        Transaction tx = db.begin();
        tx.put(b("k"), b("lost"));
        Snapshot snapshot = db.snapshot();
        Watch watch = db.watch(b("k"));
        Cursor ofTransaction = tx.scan(KeyRange.all());
        Cursor ofSnapshot = snapshot.scan(KeyRange.all());

        lines.startAnew();

        assertLost(() -> tx.get(b("k")));
        assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
        assertLost(tx::commit);
        assertLost(() -> snapshot.get(b("k")));
        assertLost(watch::fired);
        assertLost(() -> assertThat(watchFor(watch)).isFalse());
        for (AutoCloseable open : List.of(ofTransaction, tx, ofSnapshot, snapshot, watch)) {
            org.assertj.core.api.Assertions.assertThatCode(open::close).doesNotThrowAnyException();
        }
        assertThat(text(db.get(b("k")))).isEqualTo("v");
    }

    private static boolean watchFor(Watch watch) {
        try {
            return watch.await(Duration.ofSeconds(9));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLostCommitCanBeAskedFor() {
        Transaction tx = db.begin();
        tx.put(b("k"), b("v"));
        cutAt(Opcode.COMMIT, Cut.UNANSWERED);
        String[] token = new String[1];
        assertThatThrownBy(tx::commit)
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class, e -> token[0] = e.context().get("token"));
        assertThat(tx.state()).isEqualTo(TransactionState.UNKNOWN);
        tx.close();
        assertThat(db.outcome(token[0]))
                .isEqualTo(
                        new CommitOutcome(
                                CommitOutcome.State.COMMITTED,
                                there.stats().get("last_commit_lsn")));
        assertThat(db.outcome("0".repeat(31) + "1").state()).isEqualTo(CommitOutcome.State.UNKNOWN);
        assertThatThrownBy(() -> db.outcome("no token"))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aCommitThatWasNotSentDidNotHappen() {
        Transaction tx = db.begin();
        tx.put(b("k"), b("v"));
        cutAt(Opcode.COMMIT, Cut.UNSENT);
        assertLost(tx::commit);
        assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
        tx.close();
        assertThat(there.get(b("k"))).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGIN", "RECORD", "GET"})
    void transactRunsItsBodyAgainBeforeTheCommit(Opcode opcode) {
        cutAt(opcode, Cut.UNANSWERED);
        AtomicInteger runs = new AtomicInteger();
        db.transact(tx -> {
            runs.incrementAndGet();
            tx.put(b("k"), b("v"));
            return tx.get(b("k"));
        });
        assertThat(runs).hasValue(2);
        cutAt(Opcode.COMMIT, Cut.UNSENT);
        db.transact(tx -> {
            runs.incrementAndGet();
            tx.append(b("k"), b("w"));
            return true;
        });
        assertThat(runs).hasValue(4);
        assertThat(text(there.get(b("k")))).isEqualTo("vw");
    }

    @Test
    void transactDoesNotRepeatWhatMayHaveCommitted() {
        cutAt(Opcode.COMMIT, Cut.UNANSWERED);
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            tx.put(b("k"), b("" + runs.incrementAndGet()));
                            return true;
                        }))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(runs).hasValue(1);
        assertThat(text(there.get(b("k")))).isEqualTo("1");
    }

    @Test
    void aConsumingWaitIsNotRepeatedAndAReadingOneIs() throws Exception {
        db.put(b("k"), b("v"));
        cutAt(Opcode.AWAIT, Cut.UNANSWERED);
        assertThat(db.await(b("k"), Modes.none(), Duration.ofSeconds(9))).isPresent();
        cutAt(Opcode.AWAIT, Cut.UNANSWERED);
        assertThatThrownBy(() -> db.await(b("k"), Modes.of(Mode.CONSUME), Duration.ofSeconds(9)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(there.exists(b("k"))).isFalse();
    }

    @Test
    void keyspacesAreFoundAgainByName() {
        Keyspace one = db.keyspace("one");
        Keyspace two = db.keyspace("two");
        db.in(one).put(b("k"), b("1"));
        db.dropKeyspace(two);

        lines.startAnew();

        assertThat(text(db.in(one).get(b("k")))).isEqualTo("1");
        assertThat(db.keyspace("one")).isSameAs(one);
        assertThatThrownBy(() -> db.in(two).get(b("k")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(db.keyspaceNames()).containsExactly("one");
    }

    @Test
    void aKeyspaceThatSomebodyElseMadeAgainIsAnother() {
        Keyspace one = db.keyspace("one");
        there.dropKeyspace(there.keyspace("one"));
        there.keyspace("one");
        assertThat(db.keyspace("one")).isNotSameAs(one);
    }
}
