package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that run at the same time, as if they had not. */
class SerializableTest {

    private static final Pattern BALANCES = Pattern.of("balance", Variable.of("n"));

    @TempDir Path directory;

    private static Tuple balance(long amount) {
        return Tuple.of("balance", amount);
    }

    private static Change replacing(Opened opened, long from, long to) {
        Change change = opened.tuples().begin(opened.db(), "from " + from + " to " + to);
        assertThat(change.remove(opened.db(), balance(from))).isTrue();
        change.add(opened.db(), balance(to));
        return change;
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoWithdrawalsFromOneBalanceOneIsApplied(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(balance(100));
            Change first = replacing(opened, 100, 90);
            Change second = replacing(opened, 100, 50);
            first.apply(db).orThrow();
            ApplyResult conflict = second.apply(db);
            assertThat(conflict).isEqualTo(new ApplyResult.Conflicts(List.of(balance(100))));
            assertThatThrownBy(conflict::orThrow)
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("(\"balance\", 100)");
            assertThat(opened.tuples().select(db, BALANCES)).containsExactly(balance(90));
            assertThat(second.info(db).applied()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWantsItGetsBoth(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(balance(100));
            Change first = replacing(opened, 100, 90);
            Change second = replacing(opened, 100, 50);
            first.apply(db).orThrow();
            second.apply(db, Policy.LAST_WRITER_WINS).orThrow();
            assertThat(opened.tuples().select(db, BALANCES))
                    .containsExactly(balance(50), balance(90));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOfDifferentTuplesAreBothApplied(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(balance(100), Tuple.of("other", 7));
            Change first = replacing(opened, 100, 90);
            Change second = opened.tuples().begin(db, "");
            assertThat(second.remove(db, Tuple.of("other", 7))).isTrue();
            second.add(db, Tuple.of("other", 8));
            Version one = first.apply(db).orThrow();
            Version two = second.apply(db).orThrow();
            assertThat(one).isLessThan(two);
            assertThat(opened.tuples().ask(db, Tuple.of("other", 8))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachReadsWhatTheOtherWrites(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(Tuple.of("on call", "ann"), Tuple.of("on call", "bob"));
            List<Change> changes = new ArrayList<>();
            for (String leaving : List.of("ann", "bob")) {
                Change change = opened.tuples().begin(db, leaving + " leaves");
                assertThat(change.select(db, Pattern.of("on call", Variable.any()))).hasSize(2);
                change.remove(db, Tuple.of("on call", leaving));
                changes.add(change);
            }
            changes.getFirst().apply(db).orThrow();
            assertThat(changes.getLast().apply(db))
                    .isEqualTo(new ApplyResult.Conflicts(List.of(Tuple.of("on call", "ann"))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotThereIsReadToo(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Tuple taken = Tuple.of("name", "ann");
            for (Pattern read :
                    List.of(
                            Matches.exactly(taken),
                            Pattern.of("name", Variable.any()),
                            Pattern.of(Variable.any(), "ann"),
                            Pattern.of(Variable.any(), Variable.any()))) {
                Change change = opened.tuples().begin(db, read.toString());
                assertThat(change.select(db, read)).isEmpty();
                change.add(db, Tuple.of("seen", read.toString()));
                opened.added(taken);
                assertThat(change.apply(db)).isEqualTo(new ApplyResult.Conflicts(List.of(taken)));
                opened.removed(taken);
            }
            Change elsewhere = opened.tuples().begin(db, "");
            elsewhere.select(db, Pattern.of("nam", Variable.any()));
            elsewhere.select(db, Pattern.of("name\0", Variable.any()));
            Opened.answers(elsewhere, db, Pattern.of(Variable.of("x"), "bob"));
            elsewhere.ask(db, Tuple.of("name", "ann\0"));
            opened.added(taken);
            elsewhere.apply(db).orThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeReadsItsBaseWhateverIsAppliedMeanwhile(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(balance(100));
            Change change = opened.tuples().begin(db, "");
            change.add(db, balance(1));
            opened.added(balance(200));
            opened.removed(balance(100));
            assertThat(change.select(db, BALANCES)).containsExactly(balance(1), balance(100));
            assertThat(change.select(db, BALANCES, 1)).containsExactly(balance(1));
            assertThat(change.ask(db, balance(200))).isFalse();
            assertThat(change.ask(db, balance(100))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConflictsNamedAreLimited(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            assertThat(change.select(db, BALANCES)).isEmpty();
            Tuple[] many = new Tuple[1500];
            for (int i = 0; i < many.length; i++) {
                many[i] = balance(i);
            }
            db.transact(tx -> {
                Change big = opened.tuples().begin(tx, "");
                for (Tuple tuple : many) {
                    big.add(tx, tuple);
                }
                return big.apply(tx);
            });
            assertThat(opened.tuples().select(db, BALANCES)).containsExactly(many);
            assertThat(change.apply(db))
                    .isInstanceOfSatisfying(
                            ApplyResult.Conflicts.class,
                            conflicts ->
                                    assertThat(conflicts.tuples())
                                            .hasSize(100)
                                            .startsWith(balance(0), balance(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void countersThatConflictLoseNothing(Store store) throws Exception {
        int threads = store == Store.IPC ? 6 : 20;
        try (Opened opened = Opened.of(store, directory, 2);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            opened.added(balance(0));
            List<Callable<Version>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> incremented(opened, threads));
            }
            List<Version> versions = new ArrayList<>();
            for (Future<Version> done : executor.invokeAll(tasks)) {
                versions.add(done.get());
            }
            assertThat(versions).doesNotHaveDuplicates();
            assertThat(opened.tuples().select(opened.db(), BALANCES))
                    .containsExactly(balance(threads));
        }
    }

    /** Whoever conflicts has been overtaken, which each other thread does once. */
    private static Version incremented(Opened opened, int threads) {
        Database db = opened.db();
        for (int attempt = 0; attempt < threads; attempt++) {
            Change change = opened.tuples().begin(db, "increment");
            Tuple before = change.select(db, BALANCES).getFirst();
            change.remove(db, before);
            change.add(db, balance(before.integer(1) + 1));
            if (change.apply(db) instanceof ApplyResult.Applied(Version version)) {
                return version;
            }
            change.discard(db);
        }
        throw new AssertionError("overtaken more often than there are others");
    }
}
