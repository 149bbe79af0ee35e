package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.CommitStamp;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.error.ConflictException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys and values with the stamp of the commit in them. */
class StampContract extends DatabaseContract {

    private static final byte[] ROOM = new byte[CommitStamp.BYTES];

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** An entry "log/STAMP" that has a number as its value. */
    private static StampedEntry logged(int number) {
        return StampedEntry.ofKey(joined(b("log/"), ROOM), 4, b("" + number));
    }

    private List<byte[]> keys(String prefix) {
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = db.scan(KeyRange.prefix(b(prefix)))) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }

    @Test
    @DisplayName(
            "stamped keys are distinct, stand in the order of the commits, and have their stamps")
    void orderOfCommits() {
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            try (Transaction tx = db.begin()) {
                tx.putStamped(logged(i));
                expected.add(joined(b("log/"), CommitStamp.of(tx.commit())));
            }
        }
        List<byte[]> found = keys("log/");
        assertThat(found).usingElementComparator(Bytes::compare).isEqualTo(expected);
        for (int i = 0; i < 100; i++) {
            assertThat(text(db.get(found.get(i)))).isEqualTo("" + i);
        }
    }

    @Test
    @DisplayName("threads that write at once get stamps that differ")
    void threads() throws Exception {
        Together.run(
                4,
                thread -> {
                    for (int i = 0; i < 25; i++) {
                        db.putStamped(logged(100 * thread + i));
                    }
                });
        assertThat(db.count(KeyRange.prefix(b("log/")))).isEqualTo(100);
    }

    @Test
    @DisplayName("key and value of one commit have the same stamp, in any keyspace")
    void keyAndValue() {
        Keyspace other = db.keyspace("other");
        long version =
                committed(tx -> {
                    tx.in(other)
                            .putStamped(
                                    new StampedEntry(
                                            joined(ROOM, b("k")), 0, joined(b("value"), ROOM), 5));
                    tx.putStamped(StampedEntry.ofValue(b("plain"), joined(ROOM, b("!")), 0));
                });
        byte[] stamp = CommitStamp.of(version);
        assertThat(CommitStamp.version(stamp)).isEqualTo(version);
        assertThat(db.in(other).get(joined(stamp, b("k")))).isEqualTo(joined(b("value"), stamp));
        assertThat(db.get(b("plain"))).isEqualTo(joined(stamp, b("!")));
    }

    private long committed(Consumer<Transaction> work) {
        try (Transaction tx = db.begin()) {
            work.accept(tx);
            return tx.commit();
        }
    }

    @Test
    @DisplayName("a transaction does not see what it stamps, nor does anybody when it aborts")
    void unseen() {
        try (Transaction tx = db.begin()) {
            tx.putStamped(logged(1));
            tx.putStamped(StampedEntry.ofValue(b("k"), ROOM, 0));
            assertThat(tx.count(KeyRange.all())).isZero();
            assertThat(tx.get(b("k"))).isNull();
        }
        assertThat(db.count(KeyRange.all())).isZero();
    }

    @Test
    @DisplayName("a later put or delete takes the place of a value with a stamp")
    void takenPlace() {
        committed(tx -> {
            for (String key : List.of("put", "delete", "range", "twice")) {
                tx.putStamped(StampedEntry.ofValue(b(key), ROOM, 0));
            }
            tx.put(b("put"), b("plain"));
            tx.delete(b("delete"));
            tx.deleteRange(Data.range("range", "s"));
            tx.putStamped(StampedEntry.ofValue(b("twice"), joined(ROOM, b("2")), 0));
            tx.put(b("before"), b("plain"));
            tx.putStamped(StampedEntry.ofValue(b("before"), joined(ROOM, b("3")), 0));
            tx.putStamped(logged(1));
            tx.deleteRange(KeyRange.prefix(b("log/")));
        });
        assertThat(text(db.get(b("put")))).isEqualTo("plain");
        assertThat(db.exists(b("delete"))).isFalse();
        assertThat(db.exists(b("range"))).isFalse();
        assertThat(Objects.requireNonNull(db.get(b("twice")))).endsWith(b("2")).hasSize(11);
        assertThat(Objects.requireNonNull(db.get(b("before")))).endsWith(b("3")).hasSize(11);
        assertThat(keys("log/")).hasSize(1);
    }

    @Test
    @DisplayName("who has read where a stamped key comes to stand conflicts with its commit")
    void conflicts() {
        try (Transaction tx = db.begin()) {
            assertThat(tx.count(KeyRange.prefix(b("log/")))).isZero();
            tx.put(b("result"), b("none"));
            db.putStamped(logged(1));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        byte[] next = keys("log/").getFirst();
        CommitStamp.write(CommitStamp.version(Arrays.copyOfRange(next, 4, 14)) + 1, next, 4);
        try (Transaction tx = db.begin()) {
            assertThat(tx.get(next)).isNull();
            tx.put(b("result"), b("none"));
            db.putStamped(logged(2));
            assertThat(db.exists(next)).isTrue();
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    @DisplayName("a stamp that does not fit is refused, and what was given stays as it was")
    void arguments() {
        assertThatThrownBy(() -> StampedEntry.ofKey(b("123456789"), 0, b("")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("in=key");
        assertThatThrownBy(() -> StampedEntry.ofValue(b("k"), ROOM, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("in=value");
        assertThatThrownBy(() -> StampedEntry.ofKey(ROOM, -2, b("")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        new StampedEntry(b("k"), StampedEntry.NOWHERE, b(""), StampedEntry.NOWHERE))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("use put");
        byte[] tooLong = new byte[1 << 20];
        assertThatThrownBy(() -> db.putStamped(StampedEntry.ofKey(tooLong, 0, b(""))))
                .isInstanceOf(LimitException.class);
        byte[] key = joined(b("log/"), ROOM);
        db.putStamped(StampedEntry.ofKey(key, 4, b("")));
        assertThat(key).isEqualTo(joined(b("log/"), ROOM));
    }
}
