package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ChangeSet;
import io.cairn.api.ChangeSet.Change;
import io.cairn.api.CommitHook;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Registration;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionState;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.VetoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Code that runs at every commit. */
class HookContract extends DatabaseContract {

    private final List<String> log = new ArrayList<>();

    private static CommitHook hook(
            BiConsumer<WriteView, ChangeSet> before, BiConsumer<Long, ChangeSet> after) {
        return new CommitHook() {
            @Override
            public void beforeCommit(WriteView tx, ChangeSet changes) {
                before.accept(tx, changes);
            }

            @Override
            public void afterCommit(long version, ChangeSet changes) {
                after.accept(version, changes);
            }
        };
    }

    private CommitHook logging() {
        return hook(
                (tx, changes) -> log.add("before " + shown(changes)),
                (version, changes) -> log.add("after " + shown(changes)));
    }

    private static String shown(ChangeSet changes) {
        return String.join(" ", changes.changes().stream().map(HookContract::shown).toList());
    }

    private static String shown(Change change) {
        String where = change.keyspace().isEmpty() ? "" : change.keyspace() + ":";
        KeyRange range = change.range();
        if (range.equals(KeyRange.single(range.begin()))) {
            return (change.put() ? "+" : "-") + where + Bytes.text(range.begin());
        }
        return (change.put() ? "+" : "-") + where + range;
    }

    @Test
    @DisplayName("a hook sees every commit with writes, before and after")
    void sees() {
        if (refusesHooks()) {
            return;
        }
        var one = db.keyspace("one");
        try (Registration registration = db.addCommitHook(logging())) {
            db.put(b("a"), b("1"));
            db.transact(tx -> {
                tx.put(b("b"), b("2"));
                tx.in(one).put(b("c"), b("3"));
                tx.delete(b("a"));
                tx.deleteRange(Data.range("x", "z"));
                return null;
            });
            db.get(b("b"));
            db.read(view -> text(view));
            try (Transaction tx = db.begin()) {
                tx.get(b("b"));
                tx.commit();
            }
            try (Transaction tx = db.begin()) {
                tx.put(b("b"), b("X"));
                tx.abort();
            }
        }
        db.put(b("d"), b("unseen"));
        assertThat(log.subList(0, 2)).containsExactly("before +a", "after +a");
        assertThat(log).hasSize(4);
        assertThat(log.get(2)).startsWith("before -[").contains("-a", "+b", "+one:c");
        assertThat(log.get(3)).isEqualTo(log.get(2).replace("before", "after"));
    }

    @Test
    @DisplayName("modes have become puts and deletes when a hook sees them")
    void modes() {
        if (refusesHooks()) {
            return;
        }
        Data.putAll(db, "k", "1", "t", "2");
        try (Registration registration = db.addCommitHook(logging())) {
            db.append(b("k"), b("+"));
            db.take(b("t"));
            db.put(b("k"), b("X"), Modes.of(Mode.NEW_ONLY));
        }
        assertThat(log).containsExactly("before +k", "after +k", "before -t", "after -t");
    }

    @Test
    @DisplayName("a hook reads and writes in the transaction; its writes are atomic with it")
    void writes() {
        if (refusesHooks()) {
            return;
        }
        CommitHook index =
                hook(
                        (tx, changes) -> {
                            for (Change change : changes.changes()) {
                                String key = Bytes.text(change.range().begin());
                                tx.put(b("index/" + text(tx.get(b(key)))), b(key));
                            }
                        },
                        (version, changes) -> log.add(shown(changes)));
        try (Registration registration = db.addCommitHook(index)) {
            Data.putAll(db, "user1", "alice", "user2", "bob");
        }
        assertThat(text(db)).isEqualTo("index/alice=user1 index/bob=user2 user1=alice user2=bob");
        assertThat(log)
                .singleElement()
                .asString()
                .contains("+user1", "+user2", "+index/alice", "+index/bob");
    }

    @Test
    @DisplayName("what a hook throws is a veto: nothing is written, and the cause is told")
    void veto() {
        if (refusesHooks()) {
            return;
        }
        RuntimeException reason = new IllegalStateException("no");
        CommitHook refusing =
                hook(
                        (tx, changes) -> {
                            tx.put(b("trace"), b(""));
                            if (tx.exists(b("bad"))) {
                                throw reason;
                            }
                        },
                        (version, changes) -> log.add("after"));
        try (Registration registration = db.addCommitHook(refusing)) {
            assertThatThrownBy(() -> db.put(b("bad"), b("1")))
                    .isInstanceOf(VetoException.class)
                    .hasCause(reason);
            try (Transaction tx = db.begin()) {
                tx.put(b("bad"), b("1"));
                tx.put(b("good"), b("1"));
                assertThatThrownBy(tx::commit).isInstanceOf(VetoException.class);
                assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
            }
            assertThat(text(db)).isEmpty();
            assertThat(log).isEmpty();
            db.put(b("good"), b("1"));
        }
        assertThat(text(db)).isEqualTo("good=1 trace=");
        assertThat(log).containsExactly("after");
    }

    @Test
    @DisplayName("what a hook throws after the commit is logged and stays with the hook")
    void throwsAfter() {
        if (refusesHooks()) {
            return;
        }
        bench.expectWarning("mine");
        CommitHook failing =
                hook(
                        (tx, changes) -> {},
                        (version, changes) -> {
                            throw new IllegalStateException("mine");
                        });
        try (Registration first = db.addCommitHook(failing);
                Registration second = db.addCommitHook(logging())) {
            db.put(b("k"), b("v"));
        }
        assertThat(text(db)).isEqualTo("k=v");
        assertThat(log).contains("after +k");
    }

    @Test
    @DisplayName("a hook is told the commit's version")
    void version() {
        if (refusesHooks()) {
            return;
        }
        List<Long> versions = new ArrayList<>();
        long version;
        try (Registration registration =
                        db.addCommitHook(
                                hook(
                                        (tx, changes) -> {},
                                        (number, changes) -> versions.add(number)));
                Transaction tx = db.begin()) {
            tx.put(b("k"), b("v"));
            version = tx.commit();
        }
        assertThat(versions).containsExactly(version);
    }

    @Test
    @DisplayName(
            "reads of a hook are tracked like the transaction's own, and it runs again with the retry")
    void readsConflict() {
        if (refusesHooks()) {
            return;
        }
        int[] runs = new int[1];
        CommitHook reading =
                hook(
                        (tx, changes) -> {
                            if (changes.changes().getFirst().range().contains(b("outer"))) {
                                tx.get(b("watched"));
                                if (runs[0]++ == 0) {
                                    inner();
                                }
                            }
                        },
                        (version, changes) -> {});
        try (Registration registration = db.addCommitHook(reading)) {
            db.put(b("outer"), b("1"));
        }
        assertThat(runs[0]).as("the first try met a conflict").isEqualTo(2);
        assertThat(text(db)).isEqualTo("outer=1 watched=changed");
    }

    /** Commits from another thread: a hook's own thread is inside its commit. */
    private void inner() {
        try (Together.Threads threads = new Together.Threads()) {
            threads.start(
                            () -> {
                                db.put(b("watched"), b("changed"));
                                return true;
                            })
                    .get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("hooks run in the order of their registration, each until it is removed")
    void order() {
        if (refusesHooks()) {
            return;
        }
        Registration first =
                db.addCommitHook(hook((tx, changes) -> log.add("1"), (version, changes) -> {}));
        Registration second =
                db.addCommitHook(hook((tx, changes) -> log.add("2"), (version, changes) -> {}));
        db.put(b("k"), b(""));
        first.close();
        first.close();
        db.put(b("k"), b(""));
        second.close();
        db.put(b("k"), b(""));
        assertThat(log).containsExactly("1", "2", "2");
    }
}
