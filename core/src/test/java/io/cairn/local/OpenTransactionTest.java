package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionState;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ConflictException;
import io.cairn.error.LimitException;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.TransactionTooOldException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTransactionTest {

    private final Opened opened = Opened.usual();
    private final Database db = opened.db();

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void aBodyThatSwallowsAConflictCannotCommit() {
        AtomicInteger runs = new AtomicInteger();
        db.put(b("x"), b("0"));
        db.transact(tx -> {
            boolean first = runs.incrementAndGet() == 1;
            try {
                tx.get(b("x"));
                if (first) {
                    db.put(b("x"), b("1"));
                }
                tx.get(b("y"));
            } catch (RetryableException swallowed) {
                assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
                assertThatThrownBy(() -> tx.put(b("z"), b(""))).isSameAs(swallowed);
            }
            return true;
        });
        assertThat(runs).as("the second read conflicts, so the body runs again").hasValue(2);
    }

    @Test
    void aTooOldTransactionStaysTooOld() {
        try (Transaction tx = db.begin(TransactionOptions.defaults().with(Duration.ofNanos(1)))) {
            assertThatThrownBy(() -> tx.get(b("k"))).isInstanceOf(TransactionTooOldException.class);
            assertThatThrownBy(() -> tx.put(b("k"), b("v")))
                    .isInstanceOf(TransactionTooOldException.class);
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionTooOldException.class);
            assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
            tx.abort();
        }
    }

    @Test
    void aBodyMustNotEndItsTransaction() {
        db.transact(tx -> {
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionStateException.class);
            assertThatThrownBy(tx::close).isInstanceOf(TransactionStateException.class);
            tx.put(b("k"), b("v"));
            return true;
        });
        assertThat(db.get(b("k"))).isEqualTo(b("v"));
    }

    @Test
    void aNestedBodyMustNotEndTheOuterTransactionWhichGoesOn() {
        try (Transaction tx = db.begin()) {
            tx.transact(inner -> {
                assertThat(inner).isSameAs(tx);
                assertThatThrownBy(inner::commit).isInstanceOf(TransactionStateException.class);
                assertThatThrownBy(inner::close).isInstanceOf(TransactionStateException.class);
                inner.put(b("k"), b("v"));
                return true;
            });
            byte[] seen = tx.read(view -> view.get(b("k")));
            assertThat(seen).isEqualTo(b("v"));
            tx.commit();
        }
        assertThat(db.get(b("k"))).isEqualTo(b("v"));
    }

    @Test
    void aBodyMayAbortAndReturn() {
        assertThat(
                        db.<String, RuntimeException>transact(tx -> {
                            tx.put(b("k"), b("v"));
                            tx.abort();
                            return "done";
                        }))
                .isEqualTo("done");
        assertThat(db.get(b("k"))).isNull();
        assertThat(db.stats().get("transactions_committed")).isZero();
        assertThat(db.stats().get("transactions_aborted")).isEqualTo(1);
    }

    @Test
    void aReaderMayUseItsTransactionButNotEndIt() {
        db.put(b("k"), b("v"));
        try (Transaction tx = db.begin()) {
            MemorySegment key = MemorySegment.ofArray(b("k"));
            assertThat(
                            tx.segments()
                                    .<Boolean>read(
                                            key,
                                            lent -> {
                                                tx.put(b("seen"), b("yes"));
                                                assertThatThrownBy(tx::commit)
                                                        .isInstanceOf(
                                                                TransactionStateException.class);
                                                assertThatThrownBy(tx::abort)
                                                        .isInstanceOf(
                                                                TransactionStateException.class);
                                                try (Cursor cursor = tx.scan(KeyRange.all())) {
                                                    return cursor.next();
                                                }
                                            }))
                    .isTrue();
            tx.commit();
        }
        assertThat(db.get(b("seen"))).isEqualTo(b("yes"));
    }

    @Test
    void aHookUsesItsTransactionButCannotEndIt() {
        try (Transaction tx = db.begin()) {
            db.addCommitHook(
                    new CommitHook() {
                        @Override
                        public void beforeCommit(WriteView view, ChangeSet changes) {
                            view.put(b("hooked"), b("yes"));
                            assertThatThrownBy(tx::commit)
                                    .isInstanceOf(TransactionStateException.class);
                            assertThatThrownBy(tx::close)
                                    .isInstanceOf(TransactionStateException.class);
                            assertThatThrownBy(() ->
                                            OnThreads.start(() -> view.get(b("hooked"))).result())
                                    .hasCauseInstanceOf(TransactionStateException.class);
                        }

                        @Override
                        public void afterCommit(long version, ChangeSet changes) {
                            assertThat(changes.changes()).hasSize(2);
                        }
                    });
            tx.put(b("k"), b("v"));
            tx.commit();
        }
        assertThat(db.get(b("hooked"))).isEqualTo(b("yes"));
    }

    @Test
    void theBytesOfATransactionAreLimitedBeforeTheyAreHeld() {
        try (Opened small = Opened.with(Map.of("transactionBytesMax", "10"));
                Transaction tx = small.db().begin()) {
            tx.put(b("12345"), b("123"));
            assertThatThrownBy(() -> tx.put(b("a"), b("bc")))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("transactionBytesMax")
                    .hasMessageContaining("11");
            tx.put(b("a"), b("b"));
            tx.commit();
        }
    }

    @Test
    void aWatchOfAnUncommittedTransactionRefusesToWait() throws Exception {
        try (Transaction tx = db.begin();
                Watch watch = tx.watch(b("k"))) {
            assertThatThrownBy(() -> watch.await(Duration.ofSeconds(1)))
                    .isInstanceOf(TransactionStateException.class);
            tx.commit();
            assertThat(watch.await(Duration.ZERO)).isFalse();
            db.put(b("k"), b("v"));
            assertThat(watch.await(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void stateTellsTheWholeStory() {
        Transaction committed = db.begin();
        assertThat(committed.state()).isEqualTo(TransactionState.ACTIVE);
        committed.commit();
        assertThat(committed.state()).isEqualTo(TransactionState.COMMITTED);
        assertThatThrownBy(() -> committed.get(b("k"))).hasMessageContaining("COMMITTED");
        assertThatThrownBy(committed::abort).isInstanceOf(TransactionStateException.class);
        committed.close();
        assertThat(committed.state()).isEqualTo(TransactionState.COMMITTED);
        Transaction loser = db.begin();
        loser.get(b("k"));
        loser.put(b("other"), b("v"));
        db.put(b("k"), b("v"));
        assertThatThrownBy(loser::commit).isInstanceOf(ConflictException.class);
        assertThat(loser.state()).isEqualTo(TransactionState.ABORTED);
        assertThatThrownBy(() -> loser.get(b("k"))).hasMessageContaining("ABORTED");
        loser.abort();
        loser.close();
    }
}
