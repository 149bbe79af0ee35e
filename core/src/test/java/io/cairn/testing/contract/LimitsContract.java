package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.segment;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.Watch;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ConflictException;
import io.cairn.error.ErrorCode;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionTooOldException;
import io.cairn.testing.contract.DatabaseFixture.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every bound: what reaches it works, what would break it is refused by name and has done nothing.
 */
class LimitsContract extends DatabaseContract {

    private void openWith(String name, Object value) {
        open(Settings.usual().with(LimitsWith.one(name, value)));
    }

    private static void assertRefused(String limit, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        LimitException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.LIMIT);
                            assertThat(e.getMessage()).contains(limit);
                        });
    }

    @Test
    @DisplayName("a key of the longest length works, a longer one is refused everywhere")
    void keyLength() {
        openWith("keyBytesMax", 8);
        db.put(b("12345678"), b("v"));
        assertThat(text(db.get(b("12345678")))).isEqualTo("v");
        assertThat(db.segments().<String>read(segment("12345678"), Data::text)).isEqualTo("v");
        byte[] tooLong = b("123456789");
        for (Runnable call :
                List.<Runnable>of(
                        () -> db.put(tooLong, b("")),
                        () -> db.put(tooLong, b(""), Modes.of(Mode.NEW_ONLY)),
                        () ->
                                db.putAll(
                                        List.of(
                                                new Entry(b("a"), b("")),
                                                new Entry(tooLong, b("")))),
                        () -> db.get(tooLong),
                        () -> db.take(tooLong),
                        () -> db.exists(tooLong),
                        () -> db.length(tooLong),
                        () -> db.getAll(List.of(tooLong)),
                        () -> db.existsAll(List.of(tooLong)),
                        () -> db.lengthAll(List.of(tooLong)),
                        () -> db.delete(tooLong),
                        () -> db.deleteAll(List.of(b("12345678"), tooLong)),
                        () -> db.watch(tooLong),
                        () -> db.segments().put(segment("123456789"), room(0)),
                        () -> db.segments().getInto(segment("123456789"), room(9)),
                        () -> db.segments().read(segment("123456789"), lent -> 1))) {
            assertRefused("keyBytesMax", call);
        }
        assertThat(text(db)).isEqualTo("12345678=v");
    }

    @Test
    @DisplayName("a value of the longest length works, a longer one is refused, appended ones too")
    void valueLength() {
        openWith("valueBytesMax", 4);
        db.put(b("k"), b("1234"));
        for (Runnable call :
                List.<Runnable>of(
                        () -> db.put(b("k"), b("12345")),
                        () -> db.putAll(Data.entries("a", "1", "k", "12345")),
                        () ->
                                db.putAll(
                                        Data.entries("a", "1", "k", "12345"),
                                        Modes.of(Mode.EXIST_ONLY)),
                        () -> db.append(b("k"), b("5")),
                        () -> db.segments().put(segment("k"), room(5)),
                        () -> db.put(b("k"), b("5"), Modes.of(Mode.APPEND)))) {
            assertRefused("valueBytesMax", call);
        }
        assertThat(text(db)).isEqualTo("k=1234");
        try (Transaction tx = db.begin()) {
            tx.append(b("n"), b("12"));
            assertRefused("valueBytesMax", () -> tx.append(b("n"), b("345")));
            tx.append(b("n"), b("34"));
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("k=1234 n=1234");
    }

    @Test
    @DisplayName("a transaction holds back so much and no more; what was refused is not in it")
    void transactionBytes() {
        openWith("transactionBytesMax", 100L);
        try (Transaction tx = db.begin()) {
            tx.put(b("a"), new byte[40]);
            tx.put(b("b"), new byte[40]);
            assertRefused("transactionBytesMax", () -> tx.put(b("c"), new byte[40]));
            assertRefused(
                    "transactionBytesMax",
                    () ->
                            tx.putAll(
                                    List.of(
                                            new Entry(b("d"), new byte[5]),
                                            new Entry(b("e"), new byte[40]))));
            tx.put(b("f"), new byte[5]);
            tx.commit();
        }
        assertThat(db.existsAll(keys("a", "b", "c", "d", "e", "f")).toByteArray())
                .containsExactly(0b100011);
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(new Entry(b("many" + i), new byte[10]));
        }
        assertRefused("transactionBytesMax", () -> db.putAll(many));
        assertThat(db.count(KeyRange.all())).isEqualTo(3);
    }

    @Test
    @DisplayName("a transaction tracks so many reads and no more")
    void transactionReads() {
        openWith("transactionReadsMax", 10);
        try (Transaction tx = db.begin()) {
            for (int i = 0; i < 10; i++) {
                tx.get(b("k" + i));
            }
            tx.put(b("k"), b("v"));
            assertRefused(
                    "transactionReadsMax",
                    () -> {
                        for (int i = 10; i < 30; i++) {
                            tx.get(b("k" + i));
                        }
                        tx.commit();
                    });
        }
        assertThat(db.get(b("k"))).isNull();
        try (Transaction tx = db.begin()) {
            for (int i = 0; i < 10; i++) {
                tx.track(KeyRange.prefix(b("k" + i)));
            }
            tx.put(b("k"), b("v"));
            assertRefused(
                    "transactionReadsMax",
                    () -> {
                        tx.track(KeyRange.all());
                        tx.commit();
                    });
        }
        assertThat(db.get(b("k"))).isNull();
    }

    @Test
    @DisplayName("so many transactions are open at once, and no more")
    void transactions() {
        openWith("transactionsMax", 3);
        List<Transaction> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(db.begin());
        }
        assertRefused("transactionsMax", () -> db.begin());
        open.getFirst().close();
        db.begin().close();
        open.get(1).put(b("k"), b("v"));
        open.get(1).commit();
        db.begin().close();
        open.forEach(Transaction::close);
        assertThat(text(db)).isEqualTo("k=v");
    }

    @Test
    @DisplayName("so many cursors are open at once, and no more")
    void cursors() {
        openWith("cursorsMax", 3);
        List<Cursor> open = new ArrayList<>();
        try (Transaction tx = db.begin()) {
            open.add(db.scan(KeyRange.all()));
            open.add(tx.scan(KeyRange.all(), ScanOptions.all().reverse()));
            open.add(tx.untracked().scan(KeyRange.all()));
            assertRefused("cursorsMax", () -> db.scan(KeyRange.all()));
            assertRefused("cursorsMax", () -> tx.scan(KeyRange.all()));
            open.getFirst().close();
            db.scan(KeyRange.all()).close();
        }
        db.scan(KeyRange.all()).close();
    }

    @Test
    @DisplayName("so many snapshots are open at once, and no more")
    void snapshots() {
        openWith("snapshotsMax", 2);
        Snapshot one = db.snapshot();
        Snapshot two = db.snapshot();
        assertRefused("snapshotsMax", () -> db.snapshot());
        one.close();
        one.close();
        Snapshot three = db.snapshot();
        assertRefused("snapshotsMax", () -> db.snapshot());
        two.close();
        three.close();
    }

    @Test
    @DisplayName("so many watches and waiting calls are armed at once, and no more")
    void watches() throws Exception {
        openWith("watchesMax", 3);
        Watch one = db.watch(b("k"));
        Watch two = db.watch(b("k"));
        Watch three = db.watch(b("j"));
        assertRefused("watchesMax", () -> db.watch(b("i")));
        assertThatThrownBy(() -> db.await(b("i"), Modes.none(), Duration.ofSeconds(9)))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("watchesMax");
        three.close();
        assertThat(db.await(b("i"), Modes.none(), Duration.ofMillis(5))).isEmpty();
        try (Transaction tx = db.begin()) {
            Watch pending = tx.watch(b("k"));
            assertRefused("watchesMax", () -> tx.watch(b("l")));
            pending.close();
        }
        one.close();
        two.close();
    }

    @Test
    @DisplayName("a transaction that outlived its age is too old, its own or the database's")
    void age() {
        openWith("transactionAgeMax", Duration.ofMillis(500));
        assertTooOld(TransactionOptions.defaults());
        open(Settings.usual());
        assertTooOld(TransactionOptions.defaults().with(Duration.ofMillis(500)));
        assertThat(text(db)).isEqualTo("there=1");
    }

    private void assertTooOld(TransactionOptions options) {
        db.put(b("there"), b("1"));
        try (Transaction tx = db.begin(options)) {
            tx.put(b("k"), b("v"));
            long begun = System.nanoTime();
            Together.until(
                    "the transaction is old", () -> System.nanoTime() - begun > 600_000_000L);
            assertThatThrownBy(
                            () -> {
                                tx.get(b("there"));
                                tx.commit();
                            })
                    .isInstanceOf(TransactionTooOldException.class);
        }
        assertThat(db.get(b("k"))).isNull();
    }

    @Test
    @DisplayName("a transaction whose view is older than the kept history cannot be decided")
    void history() {
        openWith("historyBytesMax", 2_000L);
        try (Transaction tx = db.begin()) {
            tx.get(b("k"));
            tx.put(b("other"), b("v"));
            for (int i = 0; i < 500; i++) {
                db.put(b("filler-with-a-long-name-" + i), b(""));
            }
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionTooOldException.class);
        }
        db.transact(tx -> {
            tx.get(b("k"));
            tx.put(b("other"), b("v"));
            return null;
        });
        assertThat(db.exists(b("other"))).isTrue();
    }

    @Test
    @DisplayName("transact gives up after so many retries, with the last conflict")
    void retries() {
        openWith("retriesMax", 5);
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            tx.get(b("k"));
                            db.put(b("k"), b("" + runs.incrementAndGet()));
                            tx.put(b("never"), b(""));
                            return null;
                        }))
                .isInstanceOf(ConflictException.class);
        assertThat(runs).as("once, and five times again").hasValue(6);
        assertThat(text(db)).isEqualTo("k=6");
    }

    @Test
    @DisplayName("transact gives up after so much time, with the last conflict")
    void retryTime() {
        openWith("retryTimeMax", Duration.ofMillis(20));
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            tx.get(b("k"));
                            db.put(b("k"), b(""));
                            tx.put(b("never"), b(""));
                            return null;
                        }))
                .isInstanceOf(ConflictException.class);
        assertThat(db.exists(b("never"))).isFalse();
    }
}
