package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorKind;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.testing.contract.DatabaseFixture.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is there after a close and an open, and in a copy. */
class DurabilityContract extends DatabaseContract {

    @Override
    boolean needsNewDatabase() {
        return true;
    }

    private boolean persistent() {
        return bench.fixture().promises().persistent();
    }

    private void assertAfterReopen(String expected) {
        reopen();
        assertThat(text(db)).isEqualTo(persistent() ? expected : "");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "S01, Y40 what was committed is there after a reopen, if the database is persistent, and gone if not")
    void reopened(Durability durability) {
        open(Settings.usual().with(durability));
        for (int i = 0; i < 1_000; i++) {
            db.put(b("key:%04d".formatted(i)), b("value:" + i));
            if (durability == Durability.SYNC && i == 99) {
                break;
            }
        }
        long count = db.count(KeyRange.all());
        reopen();
        assertThat(db.count(KeyRange.all())).isEqualTo(persistent() ? count : 0);
        assertThat(text(db.get(b("key:0042")))).isEqualTo(persistent() ? "value:42" : null);
    }

    @Test
    @DisplayName("every kind of write survives, several reopens too")
    void kinds() {
        Data.putAll(db, "a", "1", "b", "2", "c", "3", "d", "4", "e", "", "f1", "x", "f2", "x");
        assertAfterReopen("a=1 b=2 c=3 d=4 e= f1=x f2=x");
        if (!persistent()) {
            Data.putAll(db, "a", "1", "b", "2", "c", "3", "d", "4", "e", "", "f1", "x", "f2", "x");
        }
        db.delete(b("a"));
        db.append(b("b"), b("+"));
        db.take(b("c"));
        db.deleteRange(Data.prefix("f"));
        db.put(b("f3"), b("new"));
        assertAfterReopen("b=2+ d=4 e= f3=new");
        assertAfterReopen("b=2+ d=4 e= f3=new");
        db.put(b("g"), b("after"));
        assertThat(text(db.get(b("g")))).isEqualTo("after");
    }

    @Test
    @DisplayName("what was not committed is not there after a reopen")
    void uncommitted() {
        db.put(b("k"), b("v"));
        Transaction tx = db.begin();
        tx.put(b("k"), b("X"));
        tx.put(b("lost"), b("X"));
        assertAfterReopen("k=v");
        tx.close();
    }

    @Test
    @DisplayName("versions go on after a reopen, they do not start again")
    void versions() {
        long before = commit("a");
        long checkpoint = db.checkpoint();
        long last = commit("b");
        reopen();
        if (persistent()) {
            assertThat(db.stats().get("last_commit_lsn")).isGreaterThanOrEqualTo(last);
            assertThat(commit("c")).isGreaterThan(last).isGreaterThan(checkpoint);
            assertThat(db.checkpoint()).isGreaterThan(last);
        }
        assertThat(before).isLessThan(last);
    }

    private long commit(String key) {
        try (Transaction tx = db.begin()) {
            tx.put(b(key), b(""));
            return tx.commit();
        }
    }

    @Test
    @DisplayName("keyspaces and their data are there after a reopen, dropped ones are not")
    void keyspaces() {
        db.in(db.keyspace("one")).put(b("k"), b("1"));
        db.in(db.keyspace("two")).put(b("k"), b("2"));
        db.keyspace("empty");
        db.dropKeyspace(db.keyspace("one"));
        reopen();
        if (!persistent()) {
            assertThat(db.keyspaceNames()).isEmpty();
            return;
        }
        assertThat(db.keyspaceNames()).containsExactly("empty", "two");
        assertThat(text(db.in(db.keyspace("two")))).isEqualTo("k=2");
        assertThat(text(db.in(db.keyspace("one")))).isEmpty();
        db.in(db.keyspace("one")).put(b("k"), b("again"));
        reopen();
        assertThat(text(db.in(db.keyspace("one")))).isEqualTo("k=again");
        assertThat(text(db.in(db.keyspace("two")))).isEqualTo("k=2");
    }

    @Test
    @DisplayName("a checkpoint loses nothing, in the middle of writing")
    void checkpoint() {
        for (int i = 0; i < 300; i++) {
            db.put(b("k%03d".formatted(i)), b("v" + i));
            if (i % 100 == 50) {
                db.checkpoint();
            }
        }
        db.deleteRange(Data.range("k100", "k200"));
        db.checkpoint();
        db.put(b("k150"), b("again"));
        reopen();
        assertThat(db.count(KeyRange.all())).isEqualTo(persistent() ? 201 : 0);
    }

    @Test
    @DisplayName("durability is chosen for each transaction")
    void chosen() {
        open(Settings.usual().with(Durability.SYNC));
        TransactionOptions buffered = TransactionOptions.defaults().with(Durability.BUFFERED);
        for (int i = 0; i < 10; i++) {
            int number = i;
            db.transact(
                    i % 2 == 0 ? buffered : buffered.with(Durability.SYNC),
                    tx -> {
                        tx.put(b("k" + number), b(""));
                        return null;
                    });
        }
        reopen();
        assertThat(db.count(KeyRange.all())).isEqualTo(persistent() ? 10 : 0);
    }

    @Test
    @DisplayName(
            "S23, Y42 an export is one state, made while writers go on, or is refused as unsupported")
    void export(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("copy");
        var one = db.keyspace("one");
        if (!bench.fixture().promises().exportable()) {
            assertThatThrownBy(() -> db.exportTo(target))
                    .isInstanceOf(UnsupportedRequestException.class);
            assertThat(target).doesNotExist();
            return;
        }
        Data.putAll(db, "a", "0", "b", "0");
        db.in(one).put(b("c"), b("0"));
        AtomicBoolean done = new AtomicBoolean();
        Together.run(
                2,
                worker -> {
                    if (worker == 0) {
                        db.exportTo(target);
                        done.set(true);
                    } else {
                        for (int i = 1; !done.get(); i++) {
                            byte[] value = b("" + i);
                            db.transact(tx -> {
                                tx.put(b("a"), value);
                                tx.put(b("b"), value);
                                tx.in(one).put(b("c"), value);
                                return null;
                            });
                        }
                    }
                });
        try (Database copy = bench.fixture().openExport(target)) {
            String value = text(copy.get(b("a")));
            assertThat(text(copy.get(b("b")))).isEqualTo(value);
            assertThat(text(copy.in(copy.keyspace("one")).get(b("c")))).isEqualTo(value);
            copy.put(b("only in the copy"), b(""));
        }
        assertThat(db.exists(b("only in the copy"))).isFalse();
    }

    @Test
    @DisplayName("an export never overwrites what is there")
    void exportOntoSomething(@TempDir Path directory) throws Exception {
        Path target = Files.createDirectory(directory.resolve("there"));
        Files.writeString(target.resolve("file"), "mine");
        assertThatThrownBy(() -> db.exportTo(target))
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> assertThat(e.kind()).isIn(ErrorKind.INVALID, ErrorKind.UNAVAILABLE));
        assertThat(Files.readString(target.resolve("file"))).isEqualTo("mine");
    }
}
