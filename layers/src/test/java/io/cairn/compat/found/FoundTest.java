package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.RequestException;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, values and ranges on every store. */
class FoundTest {

    @TempDir private Path directory;

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Sets keys of one byte. */
    private static @Nullable Void fill(FoundTransaction tx, int begin, int end) {
        for (int i = begin; i < end; i++) {
            Found.set(tx, bytes(i), bytes(i));
        }
        return null;
    }

    private static List<Integer> numbers(Iterable<Entry> entries) {
        List<Integer> numbers = new ArrayList<>();
        entries.forEach(entry -> {
            assertThat(entry.value()).isEqualTo(entry.key());
            numbers.add((int) entry.key()[0]);
        });
        return numbers;
    }

    private static byte @Nullable [] get(FoundTransaction tx, byte[] key) {
        return Found.get(tx, key);
    }

    private static @Nullable Void set(FoundTransaction tx, byte[] key, byte[] value) {
        Found.set(tx, key, value);
        return null;
    }

    private static List<Entry> query(FoundTransaction tx, byte[] key, byte[] other) {
        return Found.all(Found.query(tx, key, other));
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentsExampleHoldsWhatItClaims(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            assertThat(Found.transactional(db, FoundTest::get, utf8("hello"))).isNull();
            Found.transactional(db, FoundTest::set, utf8("hello"), utf8("world"));
            assertThat(Found.transactional(db, FoundTest::get, utf8("hello")))
                    .isEqualTo(utf8("world"));
            Found.transactional(db, FoundTest::set, utf8("azul"), utf8("world"));
            assertThat(Found.transactional(db, FoundTest::query, bytes(), bytes(0xFF)))
                    .containsExactly(
                            new Entry(utf8("azul"), utf8("world")),
                            new Entry(utf8("hello"), utf8("world")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionReadsWhatItWroteAndOthersDoNotBeforeItsCommit(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            try (FoundTransaction tx = Found.transaction(f.db())) {
                assertThat(Found.get(tx, utf8("k"))).isNull();
                Found.set(tx, utf8("k"), utf8("v"));
                assertThat(Found.get(tx, utf8("k"))).isEqualTo(utf8("v"));
                assertThat(Found.transactional(f.db(), FoundTest::get, utf8("k"))).isNull();
                Found.commit(tx);
            }
            assertThat(Found.transactional(f.db(), FoundTest::get, utf8("k"))).isEqualTo(utf8("v"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void queriesGoUpWithoutTheEndAndDownWithBoth(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            Found.transactional(f.db(), FoundTest::fill, 1, 11);
            Found.transactional(
                    f.db(),
                    tx -> {
                        assertThat(numbers(Found.query(tx, bytes(1), bytes(8))))
                                .containsExactly(1, 2, 3, 4, 5, 6, 7);
                        assertThat(numbers(Found.query(tx, bytes(8), bytes(4))))
                                .containsExactly(8, 7, 6, 5, 4);
                        assertThat(numbers(Found.query(tx, bytes(8), bytes(4), 2)))
                                .containsExactly(8, 7);
                        assertThat(numbers(Found.query(tx, bytes(1), bytes(9), 3)))
                                .containsExactly(1, 2, 3);
                        assertThat(numbers(Found.query(tx, bytes(3), bytes(3)))).containsExactly(3);
                        assertThat(Found.query(tx, bytes(0), bytes(1))).isEmpty();
                        assertThat(numbers(Found.query(tx, bytes(0), bytes(99), 0))).hasSize(10);
                        assertThatThrownBy(() -> Found.query(tx, bytes(1), bytes(8), -1))
                                .isInstanceOf(InvalidArgumentException.class);
                        return null;
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStreamingModeFindsTheSame(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            Found.transactional(f.db(), FoundTest::fill, 1, 100);
            List<StreamingMode> modes =
                    List.of(
                            Found.STREAMING_MODE_WANT_ALL,
                            Found.STREAMING_MODE_ITERATOR,
                            Found.STREAMING_MODE_EXACT,
                            Found.STREAMING_MODE_SMALL,
                            Found.STREAMING_MODE_MEDIUM,
                            Found.STREAMING_MODE_LARGE,
                            Found.STREAMING_MODE_SERIAL);
            List<Integer> expected =
                    Found.transactional(
                            f.db(), tx -> numbers(Found.query(tx, bytes(90), bytes(5), 50)));
            assertThat(expected).hasSize(50).startsWith(90, 89).endsWith(42, 41);
            for (int i = 0; i < modes.size(); i++) {
                StreamingMode mode = modes.get(i);
                assertThat(mode.value()).isEqualTo(i - 2);
                List<Integer> same =
                        Found.transactional(
                                f.db(),
                                tx -> numbers(Found.query(tx, bytes(90), bytes(5), 50, mode)));
                assertThat(same).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGeneratorLooksAnewEachTimeAndIsCutOff(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            fill(tx, 1, 4);
            Iterable<Entry> all = Found.query(tx, bytes(1), bytes(99));
            assertThat(numbers(all)).containsExactly(1, 2, 3);
            fill(tx, 4, 5);
            assertThat(numbers(all)).containsExactly(1, 2, 3, 4);
            assertThat(numbers(Found.limit(all, 2))).containsExactly(1, 2);
            assertThat(numbers(Found.limit(all, 9))).containsExactly(1, 2, 3, 4);
            assertThat(Found.limit(all, 0)).isEmpty();
            assertThatThrownBy(() -> Found.limit(all, -1))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clearRemovesAKeyOrARangeWithoutItsEnd(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            for (String key : List.of("a", "b", "c", "d")) {
                Found.set(tx, utf8(key), utf8(""));
            }
            Found.clear(tx, utf8("a"), utf8("c"));
            Found.clear(tx, utf8("d"), null);
            Found.clear(tx, utf8("x"));
            Found.commit(tx);
            List<Entry> left = Found.transactional(f.db(), FoundTest::query, bytes(), bytes(0xFF));
            assertThat(left).extracting(entry -> text(entry.key())).containsExactly("c");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextPrefixEndsARangeOfKeysThatBeginAlike(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            for (byte[] key : List.of(bytes(0, 1), bytes(0, 2), bytes(0, 3), bytes(1, 42))) {
                Found.set(tx, key, bytes());
            }
            assertThat(Found.query(tx, bytes(0), Found.nextPrefix(bytes(0)))).hasSize(3);
        }
    }

    @Test
    void aNextPrefixNeedsAByteThatCanGrow() {
        assertThat(Found.nextPrefix(bytes(0))).isEqualTo(bytes(1));
        assertThat(Found.nextPrefix(bytes(0x61, 0xFF))).isEqualTo(bytes(0x62));
        for (byte[] key : List.of(bytes(), bytes(0xFF), bytes(0xFF, 0xFF, 0xFF))) {
            assertThatThrownBy(() -> Found.nextPrefix(key))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectorsFindKeysByTheirPlace(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            for (int key : new int[] {1, 3, 5}) {
                fill(tx, key, key + 1);
            }
            assertThat(Found.getKey(tx, KeySelector.lt(bytes(3)))).isEqualTo(bytes(1));
            assertThat(Found.getKey(tx, KeySelector.lte(bytes(3)))).isEqualTo(bytes(3));
            assertThat(Found.getKey(tx, KeySelector.lte(bytes(4)))).isEqualTo(bytes(3));
            assertThat(Found.getKey(tx, KeySelector.gt(bytes(3)))).isEqualTo(bytes(5));
            assertThat(Found.getKey(tx, KeySelector.gte(bytes(3)))).isEqualTo(bytes(3));
            assertThat(Found.getKey(tx, KeySelector.gte(bytes(2)))).isEqualTo(bytes(3));
            assertThat(Found.getKey(tx, KeySelector.gte(bytes(1), 3))).isEqualTo(bytes(5));
            assertThat(Found.getKey(tx, KeySelector.gt(bytes(1), 0))).isEqualTo(bytes(1));
            assertThat(Found.getKey(tx, KeySelector.lte(bytes(9), -2))).isEqualTo(bytes(1));
            assertThat(Found.getKey(tx, KeySelector.lt(bytes(3), 1))).isEqualTo(bytes(3));
            assertThat(Found.getKey(tx, KeySelector.lt(bytes(1)))).isEmpty();
            assertThat(Found.getKey(tx, KeySelector.lt(bytes()))).isEmpty();
            assertThat(Found.getKey(tx, KeySelector.gt(bytes(5)))).isEqualTo(bytes(0xFF));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sizesAreThoseOfKeysAndValues(Store store) {
        byte[] end = bytes(0xFF);
        try (OpenFound f = OpenFound.in(store, directory)) {
            Found.transactional(
                    f.db(),
                    tx -> {
                        assertThat(Found.estimatedSizeBytes(tx, bytes(), end)).isZero();
                        assertThat(Found.getRangeSplitPoints(tx, bytes(), end, 1)).isEmpty();
                        for (int i = 0; i < 100; i++) {
                            Found.set(tx, bytes(i), new byte[100_000]);
                        }
                        return null;
                    });
            Found.transactional(
                    f.db(),
                    tx -> {
                        assertThat(Found.estimatedSizeBytes(tx, bytes(), end))
                                .isBetween(9_900_000L, 10_100_000L);
                        assertThat(Found.estimatedSizeBytes(tx, bytes(), bytes(10)))
                                .isEqualTo(1_000_010);
                        List<byte[]> points =
                                Found.getRangeSplitPoints(tx, bytes(), end, 3_000_000);
                        assertThat(points).containsExactly(bytes(30), bytes(60), bytes(90));
                        assertThatThrownBy(() -> Found.getRangeSplitPoints(tx, bytes(), end, 0))
                                .isInstanceOf(InvalidArgumentException.class);
                        return null;
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotReadsAndRefusesWrites(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            Found.transactional(f.db(), FoundTest::fill, 1, 3);
            List<Integer> read =
                    Found.transactional(
                            f.db(), tx -> numbers(Found.query(tx, bytes(0), bytes(9))), true);
            assertThat(read).containsExactly(1, 2);
            assertThatThrownBy(() -> Found.transactional(f.db(), tx -> fill(tx, 3, 4), true))
                    .isInstanceOf(RequestException.class);
            assertThat(f.rawKeys()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsTooLongIsRefusedWhenItIsSet(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            byte[] key = new byte[64 * 1024 + 1];
            assertThatThrownBy(() -> Found.set(tx, key, bytes()))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("65537");
            byte[] longest = Arrays.copyOf(key, key.length - 1);
            Found.set(tx, longest, bytes());
            assertThat(Found.get(tx, longest)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void threeArgumentsReachTheWork(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            String joined = Found.transactional(f.db(), (tx, a, b, c) -> a + b + c, "x", "y", "z");
            assertThat(joined).isEqualTo("xyz");
        }
    }

    @Test
    void itsKeysAreInAKeyspaceOfTheirOwn() {
        try (FoundDatabase db = Found.open("memory:")) {
            Found.transactional(db, FoundTest::fill, 1, 3);
            assertThat(db.database().count(KeyRange.all())).isZero();
            assertThat(db.database().keyspaceNames()).containsExactly("found");
            assertThat(db.keyspace().name()).isEqualTo("found");
        }
    }
}
