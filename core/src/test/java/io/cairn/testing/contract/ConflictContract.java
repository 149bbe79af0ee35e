package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.IsolationLevel;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ConflictException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which concurrent transactions get in each other's way, and how transact gets out of it. */
class ConflictContract extends DatabaseContract {

    private static final TransactionOptions SNAPSHOT =
            TransactionOptions.defaults().with(IsolationLevel.SNAPSHOT);

    /** Reads that notice a change of {@code m}, which lies between {@code a} and {@code z}. */
    enum Reader {
        GET,
        GET_ALL,
        EXISTS,
        LENGTH,
        EXISTS_ALL,
        LENGTH_ALL,
        SCAN,
        SCAN_REVERSE,
        COUNT,
        LIST,
        LIST_KEYS_SUFFIX,
        CHILDREN,
        SEGMENT_READ,
        GET_PACKED,
        LIST_PACKED,
        TRACK,
        PUT_NEW_ONLY,
        PUT_EXIST_ONLY,
        APPEND,
        TAKE;

        void read(Transaction tx) {
            switch (this) {
                case GET -> tx.get(b("p/m"));
                case GET_ALL -> tx.getAll(keys("p/a", "p/m"));
                case EXISTS -> tx.exists(b("p/m"));
                case LENGTH -> tx.length(b("p/m"));
                case EXISTS_ALL -> tx.existsAll(keys("p/m"));
                case LENGTH_ALL -> tx.lengthAll(keys("p/m"));
                case SCAN -> text(tx, prefix("p/"), ScanOptions.all());
                case SCAN_REVERSE -> text(tx, prefix("p/"), ScanOptions.all().reverse());
                case COUNT -> tx.count(prefix("p/"));
                case LIST -> tx.list(ListRequest.first(9));
                case LIST_KEYS_SUFFIX ->
                        tx.listKeys(
                                ListRequest.first(9).filter(b("m")).with(Modes.of(Mode.SUFFIX)));
                case CHILDREN -> tx.children(KeyPath.parse("p"), null, 9);
                case SEGMENT_READ -> tx.segments().read(Data.segment("p/m"), lent -> 1);
                case GET_PACKED -> tx.segments().getPacked(keys("p/m"), Data.room(99));
                case LIST_PACKED ->
                        tx.segments().listPacked(ListRequest.first(9), Data.room(99), null);
                case TRACK -> tx.track(prefix("p/"));
                case PUT_NEW_ONLY -> tx.putIfAbsent(b("p/m"), b("mine"));
                case PUT_EXIST_ONLY -> tx.putIfPresent(b("p/m"), b("mine"));
                case APPEND -> tx.append(b("p/m"), b("mine"));
                case TAKE -> tx.take(b("p/m"));
            }
        }
    }

    /** Writes of somebody else that change {@code p/m}. */
    enum Writer {
        PUT,
        DELETE,
        DELETE_RANGE,
        SUBTREE,
        TAKE;

        void write(io.cairn.api.WriteView view) {
            switch (this) {
                case PUT -> view.put(b("p/m"), b("theirs"));
                case DELETE -> view.delete(b("p/m"));
                case DELETE_RANGE -> view.deleteRange(Data.range("p/l", "p/n"));
                case SUBTREE -> view.deleteSubtree(KeyPath.parse("p"));
                case TAKE -> view.take(b("p/m"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "what was read and then written by somebody else is a conflict, through every door")
    void conflicts(Reader reader) {
        for (Writer writer : Writer.values()) {
            Data.putAll(db, "p/a", "1", "p/m", "2", "p/z", "3");
            try (Transaction tx = db.begin()) {
                reader.read(tx);
                tx.put(b("result"), b(writer.name()));
                writer.write(db);
                assertThatThrownBy(tx::commit)
                        .as("%s then %s", reader, writer)
                        .isInstanceOf(ConflictException.class);
                assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
                tx.abort();
            }
            assertThat(db.get(b("result"))).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SCAN",
                "SCAN_REVERSE",
                "COUNT",
                "LIST",
                "CHILDREN",
                "LIST_KEYS_SUFFIX",
                "LIST_PACKED",
                "TRACK"
            })
    @DisplayName("a key that appears in a gap of what was scanned is a conflict (phantoms)")
    void phantoms(Reader reader) {
        Data.putAll(db, "p/a", "1", "p/z", "3");
        try (Transaction tx = db.begin()) {
            reader.read(tx);
            tx.put(b("result"), b(""));
            db.put(b("p/m"), b("new"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    @DisplayName("an absent key that was read and then written is a conflict")
    void absent() {
        try (Transaction tx = db.begin()) {
            assertThat(tx.get(b("k"))).isNull();
            tx.put(b("other"), b(""));
            db.put(b("k"), b("new"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    @DisplayName("a value that was changed and changed back is still a conflict")
    void changedBack() {
        db.put(b("k"), b("same"));
        try (Transaction tx = db.begin()) {
            tx.get(b("k"));
            tx.put(b("other"), b(""));
            db.put(b("k"), b("different"));
            db.put(b("k"), b("same"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    @DisplayName(
            "what was not read does not conflict: blind writes, other keys, keys behind a limit")
    void noConflict() {
        Data.putAll(db, "a", "1", "b", "2", "c", "3");
        try (Transaction tx = db.begin()) {
            tx.get(b("a"));
            text(tx, KeyRange.all(), ScanOptions.all().limit(1));
            try (Cursor cursor = tx.scan(KeyRange.all())) {
                cursor.next();
            }
            tx.put(b("b"), b("blind"));
            tx.deleteRange(prefix("c"));
            db.put(b("b"), b("theirs"));
            db.put(b("c"), b("theirs"));
            db.put(b("d"), b("theirs"));
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("a=1 b=blind d=theirs");
    }

    @Test
    @DisplayName("a transaction without writes never conflicts")
    void readOnly() {
        db.put(b("k"), b("1"));
        try (Transaction tx = db.begin()) {
            tx.get(b("k"));
            db.put(b("k"), b("2"));
            assertThat(text(tx.get(b("k")))).isEqualTo("1");
            tx.commit();
        }
    }

    @Test
    @DisplayName("untracked reads cause no conflict")
    void untracked() {
        Data.putAll(db, "a", "1", "b", "2");
        try (Transaction tx = db.begin()) {
            assertThat(text(tx.untracked())).isEqualTo("a=1 b=2");
            tx.put(b("c"), b("3"));
            assertThat(text(tx.untracked().get(b("c")))).isEqualTo("3");
            db.put(b("a"), b("theirs"));
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("a=theirs b=2 c=3");
    }

    @Test
    @DisplayName("S13 a lost update cannot happen")
    void lostUpdate() {
        db.put(b("n"), b("10"));
        try (Transaction one = db.begin();
                Transaction two = db.begin()) {
            one.put(b("n"), b("" + (Integer.parseInt(text(one.get(b("n")))) + 1)));
            two.put(b("n"), b("" + (Integer.parseInt(text(two.get(b("n")))) + 5)));
            one.commit();
            assertThatThrownBy(two::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(text(db)).isEqualTo("n=11");
    }

    @Test
    @DisplayName("S14 write skew: of two withdrawals that each look at both balances, one commits")
    void writeSkew() {
        assertThat(withdrawals(TransactionOptions.defaults())).isEqualTo(1);
        assertThat(withdrawals(SNAPSHOT))
                .as("possible under snapshot isolation, as documented")
                .isEqualTo(2);
    }

    private int withdrawals(TransactionOptions options) {
        Data.putAll(db, "x", "100", "y", "100");
        int committed = 0;
        try (Transaction one = db.begin(options);
                Transaction two = db.begin(options)) {
            for (Transaction tx : List.of(one, two)) {
                int sum =
                        Integer.parseInt(text(tx.get(b("x"))))
                                + Integer.parseInt(text(tx.get(b("y"))));
                assertThat(sum).isEqualTo(200);
                tx.put(b(tx == one ? "x" : "y"), b("-50"));
            }
            for (Transaction tx : List.of(one, two)) {
                try {
                    tx.commit();
                    committed++;
                } catch (ConflictException e) {
                    assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
                }
            }
        }
        return committed;
    }

    @Test
    @DisplayName("snapshot isolation: two writers of one key conflict, readers do not")
    void snapshotIsolation() {
        Data.putAll(db, "a", "1", "b", "2");
        try (Transaction tx = db.begin(SNAPSHOT)) {
            db.put(b("b"), b("theirs"));
            assertThat(text(tx)).as("the view is fixed at begin").isEqualTo("a=1 b=2");
            tx.put(b("a"), b("mine"));
            tx.commit();
        }
        try (Transaction tx = db.begin(SNAPSHOT)) {
            tx.put(b("a"), b("lost"));
            db.put(b("a"), b("theirs"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        try (Transaction tx = db.begin(SNAPSHOT)) {
            tx.deleteRange(KeyRange.all());
            db.put(b("c"), b("theirs"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(text(db)).isEqualTo("a=theirs b=theirs c=theirs");
    }

    @Test
    @DisplayName("transact runs its body again after a conflict, on the newer state")
    void retried() {
        db.put(b("n"), b("1"));
        AtomicInteger runs = new AtomicInteger();
        String seen =
                db.transact(tx -> {
                    String value = text(tx.get(b("n")));
                    if (runs.incrementAndGet() < 4) {
                        db.put(b("n"), b(value + "x"));
                    }
                    tx.put(b("result"), b(value));
                    return value;
                });
        assertThat(runs).hasValue(4);
        assertThat(seen).isEqualTo("1xxx");
        assertThat(text(db)).isEqualTo("n=1xxx result=1xxx");
    }

    @Test
    @DisplayName("of writes that race without reading, the one with the highest version stays")
    void blindWrites() throws Exception {
        ConcurrentSkipListMap<Long, String> written = new ConcurrentSkipListMap<>();
        Together.run(
                6,
                worker -> {
                    for (int i = 0; i < 100; i++) {
                        String value = worker + "/" + i;
                        try (Transaction tx = db.begin()) {
                            tx.put(b("k"), b(value));
                            assertThat(written.put(tx.commit(), value))
                                    .as("of the same version")
                                    .isNull();
                        }
                    }
                });
        assertThat(text(db.get(b("k")))).isEqualTo(written.lastEntry().getValue());
    }

    @Test
    @DisplayName("single calls on the database are retried too")
    void singleCallsRetried() throws Exception {
        Together.run(
                4,
                worker -> {
                    for (int i = 0; i < 100; i++) {
                        db.append(b("log"), b("x"));
                    }
                });
        assertThat(db.length(b("log"))).hasValue(400);
    }

    @Test
    @DisplayName("S13 sixteen threads, a thousand increments each, under transact")
    void increments() throws Exception {
        db.put(b("n"), b("0"));
        Together.run(
                16,
                worker -> {
                    for (int i = 0; i < 1_000; i++) {
                        db.transact(tx -> {
                            int next = Integer.parseInt(text(tx.get(b("n")))) + 1;
                            tx.put(b("n"), b("" + next));
                            return next;
                        });
                    }
                });
        assertThat(text(db.get(b("n")))).isEqualTo("16000");
    }

    @Test
    @DisplayName("C08 eight threads take a thousand items: each is delivered exactly once")
    void takes() throws Exception {
        int items = 1_000;
        for (int i = 0; i < items; i++) {
            db.put(b("item%04d".formatted(i)), b("" + i));
        }
        ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();
        Together.run(
                8,
                worker -> {
                    for (int i = 0; i < items; i++) {
                        byte[] value = db.take(b("item%04d".formatted((i + worker * 125) % items)));
                        if (value != null) {
                            delivered.add(text(value));
                        }
                    }
                });
        assertThat(delivered).hasSize(items).doesNotHaveDuplicates();
        assertThat(text(db)).isEmpty();
    }

    @Test
    @DisplayName("C08 the same by consuming lists")
    void listTakes() throws Exception {
        int items = 600;
        for (int i = 0; i < items; i++) {
            db.put(b("item%04d".formatted(i)), b("" + i));
        }
        ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();
        Together.run(
                4,
                worker -> {
                    while (delivered.size() <= items) {
                        var page = db.list(ListRequest.first(7).with(Modes.of(Mode.CONSUME)));
                        if (page.entries().isEmpty()) {
                            return;
                        }
                        page.entries().forEach(entry -> delivered.add(text(entry.value())));
                    }
                });
        assertThat(delivered).hasSize(items).doesNotHaveDuplicates();
    }
}
