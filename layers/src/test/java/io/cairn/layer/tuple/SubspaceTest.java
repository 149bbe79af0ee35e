package io.cairn.layer.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of subspaces, in a database. */
class SubspaceTest {

    private static final Subspace SHOP = Subspace.of("shop");

    private static List<Tuple> scan(Database db, KeyRange range) {
        List<Tuple> found = new ArrayList<>();
        try (Cursor cursor = db.scan(range)) {
            while (cursor.next()) {
                found.add(SHOP.unpack(cursor.key()));
            }
        }
        return found;
    }

    @Test
    void aRangeOfTuplesIsScannedInTheirOrderAndWithoutStrangers() {
        try (Database db = Cairn.inMemory()) {
            for (Tuple tuple :
                    List.of(
                            Tuple.of("a", 2),
                            Tuple.of("a", -1),
                            Tuple.of("a\0b", 1),
                            Tuple.of("a"),
                            Tuple.of("aa", 1))) {
                db.put(SHOP.pack(tuple), Bytes.EMPTY);
            }
            db.put(Subspace.of("shop", "a").key(3), Bytes.EMPTY);
            db.put(Subspace.of("shop\0").key("a", 4), Bytes.EMPTY);
            db.put(Bytes.utf8("shop"), Bytes.EMPTY);
            assertThat(scan(db, SHOP.range("a")))
                    .containsExactly(Tuple.of("a", -1), Tuple.of("a", 2), Tuple.of("a", 3));
            assertThat(SHOP.rangeOf(Tuple.of("a"))).isEqualTo(SHOP.range("a"));
            assertThat(SHOP.rangeOf(Tuple.of("a"))).isNotEqualTo(SHOP.range(Tuple.of("a")));
            assertThat(scan(db, SHOP.range()))
                    .containsExactly(
                            Tuple.of("a"),
                            Tuple.of("a", -1),
                            Tuple.of("a", 2),
                            Tuple.of("a", 3),
                            Tuple.of("a\0b", 1),
                            Tuple.of("aa", 1));
        }
    }

    @Test
    void aSubspaceWithinAnotherIsThatOfTheLongerTuple() {
        assertThat(SHOP.at("a", 1)).isEqualTo(Subspace.of("shop", "a", 1));
        assertThat(SHOP.at("a", 1)).hasSameHashCodeAs(Subspace.of("shop", "a", 1));
        assertThat(SHOP.at("a").key(1)).isEqualTo(SHOP.key("a", 1));
        assertThat(Subspace.ofPrefix(SHOP.prefix())).isEqualTo(SHOP);
        assertThat(SHOP).isNotEqualTo(SHOP.at("a"));
        assertThat(SHOP).hasToString("Subspace 0x0273686f7000");
    }

    @Test
    void whatAPrefixIsMadeOfIsTheCallersAgain() {
        byte[] prefix = {1, 2};
        Subspace subspace = Subspace.ofPrefix(prefix);
        prefix[0] = 9;
        subspace.prefix()[1] = 9;
        assertThat(subspace.key(0)).containsExactly(1, 2, TypeCode.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void versionstampsAreCompletedByTheCommit(Store store, @TempDir Path directory) {
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            for (int i = 0; i < 100; i++) {
                long version;
                try (Transaction tx = db.begin()) {
                    for (int user = 0; user < 2; user++) {
                        Versionstamp stamp = Versionstamp.incomplete(user);
                        tx.putStamped(SHOP.stamped(Tuple.of("log", stamp, i), Tuple.of(i, stamp)));
                    }
                    version = tx.commit();
                }
                Versionstamp expected = Versionstamp.ofCommit(version, 1);
                byte[] value = db.get(SHOP.key("log", expected, i));
                assertThat(value).isNotNull();
                assertThat(Tuple.unpack(value)).isEqualTo(Tuple.of(i, expected));
            }
            List<Tuple> found = scan(db, SHOP.range("log"));
            assertThat(found).hasSize(200).isSorted();
            assertThat(found).extracting(tuple -> tuple.integer(2)).isSorted();
        }
    }

    @Test
    void anIncompleteVersionstampIsWantedOnceInAKey() {
        Versionstamp stamp = Versionstamp.incomplete(1);
        assertThatThrownBy(() -> SHOP.stamped(Tuple.of(1), Tuple.of(2)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> SHOP.stamped(Tuple.of(stamp, List.of(stamp)), Tuple.empty()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("one incomplete");
        assertThat(SHOP.stamped(Tuple.of(stamp), Tuple.empty()).keyAt())
                .isEqualTo(SHOP.prefix().length + 1);
    }

    @Test
    void foreignKeysAreRefused() {
        assertThat(SHOP.contains(SHOP.prefix())).isTrue();
        assertThat(SHOP.unpack(SHOP.prefix())).isEqualTo(Tuple.empty());
        assertThatThrownBy(() -> SHOP.unpack(Subspace.of("other").key(1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not in the subspace");
        byte[] damaged = Bytes.after(SHOP.key("a"));
        damaged[damaged.length - 1] = 3;
        assertThatThrownBy(() -> SHOP.unpack(damaged))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("no tuple");
    }
}
