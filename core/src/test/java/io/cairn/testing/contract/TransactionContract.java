package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionScope;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.InvalidModeException;
import io.cairn.error.RequestException;
import io.cairn.error.TransactionStateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The life of a transaction: what it sees, what others see, and how it ends. Conflicts are in
 * {@link ConflictContract}.
 */
class TransactionContract extends DatabaseContract {

    @Test
    @DisplayName("S08 two puts in one transaction: both or, when the body throws, neither")
    void allOrNothing() {
        db.transact(tx -> {
            tx.put(b("a"), b("1"));
            tx.put(b("b"), b("2"));
            return null;
        });
        assertThat(text(db)).isEqualTo("a=1 b=2");
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            tx.put(b("c"), b("3"));
                            throw new IOException("mine");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("mine");
        assertThat(text(db)).isEqualTo("a=1 b=2");
    }

    @Test
    @DisplayName(
            "S09 own writes are seen at once, by others after commit, and by nobody after abort")
    void visibility() {
        db.put(b("a"), b("1"));
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("v"));
            tx.delete(b("a"));
            assertThat(text(db.get(b("k")))).isNull();
            assertThat(text(db)).isEqualTo("a=1");
            assertThat(text(tx)).isEqualTo("k=v");
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("k=v");
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("X"));
            tx.deleteRange(KeyRange.all());
            tx.abort();
        }
        assertThat(text(db)).isEqualTo("k=v");
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("X"));
        }
        assertThat(text(db)).as("closing without commit aborts").isEqualTo("k=v");
    }

    @Test
    @DisplayName("S10 after commit everything is refused but closing, and the state is told")
    void committed() {
        try (Transaction tx = db.begin()) {
            assertThat(tx.state()).isEqualTo(TransactionState.ACTIVE);
            tx.put(b("k"), b("v"));
            tx.commit();
            assertThat(tx.state()).isEqualTo(TransactionState.COMMITTED);
            assertEnded(tx);
            assertThatThrownBy(tx::abort).isInstanceOf(TransactionStateException.class);
            assertThat(tx.state()).isEqualTo(TransactionState.COMMITTED);
        }
        assertThat(text(db)).isEqualTo("k=v");
    }

    @Test
    @DisplayName("S10 after abort everything is refused but aborting again and closing")
    void aborted() {
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("v"));
            tx.abort();
            tx.abort();
            assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
            assertEnded(tx);
            tx.abort();
        }
        assertThat(text(db)).isEmpty();
    }

    private static void assertEnded(Transaction tx) {
        for (Runnable call :
                List.<Runnable>of(
                        tx::commit,
                        () -> tx.put(b("k"), b("X")),
                        () -> tx.get(b("k")),
                        () -> tx.scan(KeyRange.all()),
                        () -> tx.deleteRange(KeyRange.all()),
                        () -> tx.transact(inner -> 1),
                        () -> tx.untracked().get(b("k")),
                        () -> tx.segments().read(Data.segment("k"), lent -> 1))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining(tx.state().name());
        }
    }

    @Test
    @DisplayName("S11 identifiers are positive and differ")
    void ids() {
        try (Transaction one = db.begin();
                Transaction two = db.begin()) {
            assertThat(one.id()).isPositive().isNotEqualTo(two.id());
            assertThat(two.id()).isPositive();
        }
    }

    @Test
    @DisplayName(
            "S12 versions grow with every commit, in one number space with checkpoint and stats")
    void versions() {
        long one = commit("a");
        long two = commit("b");
        assertThat(one).isPositive().isLessThan(two);
        assertThat(db.stats().get("last_commit_lsn")).isEqualTo(two);
        assertThat(db.checkpoint()).isGreaterThanOrEqualTo(two);
        assertThat(db.stats().get("last_checkpoint_lsn")).isGreaterThanOrEqualTo(two);
        assertThat(commit("c")).isGreaterThan(two);
        try (Transaction tx = db.begin()) {
            tx.get(b("a"));
            assertThat(tx.commit())
                    .as("of a transaction without writes")
                    .isGreaterThanOrEqualTo(two);
        }
    }

    private long commit(String key) {
        try (Transaction tx = db.begin()) {
            tx.put(b(key), b(""));
            return tx.commit();
        }
    }

    @Test
    @DisplayName("S15 a transaction reads one state, whatever others commit meanwhile")
    void oneState() {
        Data.putAll(db, "a", "1", "k", "old", "z", "9");
        try (Transaction tx = db.begin(TransactionOptions.defaults().asReadOnly())) {
            assertThat(text(tx.get(b("a")))).isEqualTo("1");
            db.put(b("k"), b("new"));
            db.put(b("m"), b("added"));
            db.delete(b("z"));
            assertThat(text(tx.get(b("k")))).isEqualTo("old");
            assertThat(text(tx)).isEqualTo("a=1 k=old z=9");
            assertThat(text(tx, KeyRange.all(), ScanOptions.all().reverse()))
                    .isEqualTo("z=9 k=old a=1");
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("a=1 k=new m=added");
    }

    @Test
    @DisplayName("own writes and what lies under them are one ordered whole")
    void merged() {
        Data.putAll(db, "a", "1", "b", "2", "c", "3", "d", "4", "e", "5");
        try (Transaction tx = db.begin()) {
            tx.put(b("0"), b("new"));
            tx.put(b("b"), b("changed"));
            tx.delete(b("c"));
            tx.deleteRange(Data.range("d", "f"));
            tx.put(b("e"), b("back"));
            tx.put(b("f"), b("new"));
            String all = "0=new a=1 b=changed e=back f=new";
            assertThat(text(tx)).isEqualTo(all);
            assertThat(text(tx, KeyRange.all(), ScanOptions.all().reverse()))
                    .isEqualTo("f=new e=back b=changed a=1 0=new");
            assertThat(tx.count(KeyRange.all())).isEqualTo(5);
            assertThat(text(tx.listKeys(ListRequest.first(3)))).isEqualTo("0 a b");
            assertThat(text(tx, Data.range("b", "e"), ScanOptions.all())).isEqualTo("b=changed");
            assertThat(text(tx.get(b("d")))).isNull();
            assertThat(text(tx.untracked())).isEqualTo(all);
            tx.commit();
            assertThat(text(db)).isEqualTo(all);
        }
    }

    @Test
    @DisplayName(
            "a range delete hides what was there and what was written before it, not what comes after")
    void rangeDeleteOrder() {
        Data.putAll(db, "a", "1", "b", "2");
        db.transact(tx -> {
            tx.put(b("a"), b("X"));
            tx.put(b("c"), b("X"));
            tx.deleteRange(KeyRange.all());
            assertThat(text(tx)).isEmpty();
            tx.put(b("b"), b("new"));
            tx.append(b("a"), b("new"));
            assertThat(tx.putIfAbsent(b("c"), b("new"))).isTrue();
            return null;
        });
        assertThat(text(db)).isEqualTo("a=new b=new c=new");
    }

    @Test
    @DisplayName("C09 a scan with CONSUME removes exactly what it delivered, with the transaction")
    void scanConsume() {
        Data.putAll(db, ListContract.D);
        ScanOptions consume = ScanOptions.all().with(Modes.of(Mode.CONSUME));
        try (Transaction tx = db.begin()) {
            try (Cursor cursor = tx.scan(prefix("a"), consume)) {
                cursor.next();
                cursor.next();
                assertThat(text(cursor.value())).isEqualTo("B");
            }
            try (Cursor cursor =
                    tx.scan(KeyRange.all(), consume.reverse().suffix(b(".txt")).limit(1))) {
                assertThat(Data.rest(cursor)).isEqualTo("c3.txt=H");
                assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
            }
            assertThat(text(tx)).isEqualTo("a3=C b1=D b2=E c1.txt=F c2.bin=G");
            assertThat(db.count(KeyRange.all())).isEqualTo(8);
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("a3=C b1=D b2=E c1.txt=F c2.bin=G");
        try (Transaction tx = db.begin()) {
            assertThat(text(tx, KeyRange.all(), consume)).startsWith("a3=C");
            tx.abort();
        }
        assertThat(db.count(KeyRange.all())).isEqualTo(5);
    }

    @Test
    @DisplayName(
            "S16 a hundred thousand puts in one transaction, and S18 scans of them in every page size")
    void large() {
        int n = 100_000;
        db.transact(tx -> {
            for (int i = 0; i < n; i++) {
                tx.put(b("user:%06d".formatted(i * 7_919L % n)), b("v"));
            }
            return null;
        });
        KeyRange users = Data.range("user:", "user;");
        assertThat(db.count(users)).isEqualTo(n);
        int expected = 0;
        try (Cursor cursor = db.scan(users)) {
            while (cursor.next()) {
                assertThat(text(cursor.key())).isEqualTo("user:%06d".formatted(expected++));
            }
        }
        assertThat(expected).isEqualTo(n);
        for (int page : new int[] {1_000, 100, 5_000}) {
            assertThat(pages(page, n)).isEqualTo(n);
        }
        assertThat(pages(1, 2_000)).isEqualTo(2_000);
    }

    private int pages(int size, int most) {
        int seen = 0;
        ListRequest request = ListRequest.first(size).filter(b("user:"));
        while (seen < most) {
            var page = db.list(request);
            for (Entry entry : page.entries()) {
                assertThat(text(entry.key())).isEqualTo("user:%06d".formatted(seen++));
            }
            if (page.entries().isEmpty()) {
                break;
            }
            request = request.from(page.resumeKey());
        }
        return seen;
    }

    @Test
    @DisplayName("what is given to a transaction is copied before the call returns")
    void copies() {
        byte[] key = b("key");
        byte[] value = b("value");
        byte[] begin = b("x");
        db.put(b("x1"), b(""));
        try (Transaction tx = db.begin()) {
            tx.put(key, value);
            tx.append(b("k3"), value);
            KeyRange range = KeyRange.of(begin, null);
            tx.deleteRange(range);
            key[0] = 'X';
            value[0] = 'X';
            begin[0] = 'z';
            tx.get(b("key"))[0] = 'Y';
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("k3=value key=value");
    }

    @Test
    @DisplayName("a body runs inside a transaction when given one, alone when given a database")
    void scopes() {
        TransactionScope scope = db;
        int alone = scope.transact(tx -> addOne(tx));
        assertThat(alone).isEqualTo(1);
        try (Transaction tx = db.begin()) {
            assertThat(addOne(tx)).isEqualTo(2);
            assertThat(addOne(tx)).isEqualTo(3);
            assertThat(tx.<String, RuntimeException>read(view -> text(view))).isEqualTo("n=3");
            assertThat(text(db)).isEqualTo("n=1");
            assertThatThrownBy(() ->
                            tx.transact(inner -> {
                                inner.put(b("x"), b(""));
                                throw new IOException("mine");
                            }))
                    .isInstanceOf(IOException.class);
            assertThat(tx.state()).isEqualTo(TransactionState.ACTIVE);
            tx.commit();
        }
        assertThat(db.get(b("n"))).isEqualTo(b("3"));
    }

    private static int addOne(TransactionScope scope) {
        return scope.transact(tx -> {
            byte[] old = tx.get(b("n"));
            int next = old == null ? 1 : Integer.parseInt(text(old)) + 1;
            tx.put(b("n"), b("" + next));
            return next;
        });
    }

    @Test
    @DisplayName("a read-only transaction refuses to write and reads on")
    void readOnly() {
        Data.putAll(db, "a", "1", "b", "2");
        try (Transaction tx = db.begin(TransactionOptions.defaults().asReadOnly())) {
            Modes consume = Modes.of(Mode.CONSUME);
            for (Runnable call :
                    List.<Runnable>of(
                            () -> tx.put(b("a"), b("X")),
                            () -> tx.append(b("a"), b("X")),
                            () -> tx.putAll(Data.entries("a", "X")),
                            () -> tx.delete(b("a")),
                            () -> tx.deleteAll(keys("a")),
                            () -> tx.deleteRange(KeyRange.all()),
                            () -> tx.take(b("a")),
                            () -> tx.listKeys(ListRequest.first(1).with(consume)),
                            () -> tx.scan(KeyRange.all(), ScanOptions.all().with(consume)),
                            () -> tx.segments().put(Data.segment("a"), Data.segment("X")))) {
                assertThatThrownBy(call::run).isInstanceOf(RequestException.class);
            }
            assertThat(text(tx)).isEqualTo("a=1 b=2");
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("a=1 b=2");
    }

    @Test
    @DisplayName("a scan of the database itself cannot consume")
    void databaseScanConsume() {
        db.put(b("a"), b("1"));
        assertThatThrownBy(() ->
                        db.scan(KeyRange.all(), ScanOptions.all().with(Modes.of(Mode.CONSUME))))
                .isInstanceOf(InvalidModeException.class);
        assertThat(text(db)).isEqualTo("a=1");
    }

    @Test
    @DisplayName("both durabilities commit")
    void durabilities() {
        for (Durability durability : Durability.values()) {
            db.transact(
                    TransactionOptions.defaults().with(durability),
                    tx -> {
                        tx.put(b(durability.name()), b("1"));
                        return null;
                    });
        }
        assertThat(text(db)).isEqualTo("BUFFERED=1 SYNC=1");
    }

    @Test
    @DisplayName("a transaction used by two threads at once is refused to the second")
    void secondThread() throws Exception {
        db.put(b("k"), b("v"));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        try (Transaction tx = db.begin();
                Together.Threads threads = new Together.Threads()) {
            var first =
                    threads.start(() ->
                            tx.segments()
                                    .read(
                                            Data.segment("k"),
                                            lent -> {
                                                inside.countDown();
                                                await(tried);
                                                return text(lent);
                                            }));
            await(inside);
            assertThatThrownBy(() -> tx.get(b("k"))).isInstanceOf(TransactionStateException.class);
            assertThatThrownBy(() -> tx.put(b("k"), b("X")))
                    .isInstanceOf(TransactionStateException.class);
            tried.countDown();
            assertThat(first.get()).isEqualTo("v");
            assertThat(text(tx.get(b("k")))).as("one after the other is fine").isEqualTo("v");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("views and cursors die with their transaction")
    void viewsDie() {
        db.put(b("k"), b("v"));
        var keyspace = db.keyspace("one");
        List<Runnable> calls = new ArrayList<>();
        try (Transaction tx = db.begin()) {
            Cursor cursor = tx.scan(KeyRange.all());
            ReadView untracked = tx.untracked();
            ReadView elsewhere = tx.in(keyspace);
            calls.add(cursor::next);
            calls.add(() -> untracked.get(b("k")));
            calls.add(() -> elsewhere.get(b("k")));
            tx.commit();
        }
        for (Runnable call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOfAny(
                            TransactionStateException.class, io.cairn.error.ClosedException.class);
        }
    }

    @Test
    @DisplayName("a transaction kept by its body is dead afterwards")
    void keptByBody() {
        Transaction[] kept = new Transaction[1];
        db.transact(tx -> kept[0] = tx);
        assertThatThrownBy(() -> kept[0].put(b("k"), b("X")))
                .isInstanceOfAny(
                        TransactionStateException.class, io.cairn.error.ClosedException.class);
        assertThat(text(db)).isEmpty();
    }

    @Test
    @DisplayName("the database closes transactions that are open, and they are told so")
    void databaseClosed() {
        Database closing = db;
        try (Transaction tx = closing.begin()) {
            tx.put(b("k"), b("v"));
            closing.close();
            assertThatThrownBy(tx::commit).isInstanceOf(io.cairn.error.ClosedException.class);
        }
    }
}
