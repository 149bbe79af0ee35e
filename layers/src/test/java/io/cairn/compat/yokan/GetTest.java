package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_RDMA;
import static io.cairn.compat.yokan.Rows.bytes;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.targets;
import static io.cairn.compat.yokan.Rows.text;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.BufferTooSmallException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reads and erases do, and CONSUME. */
class GetTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void get(Store store) {
        new Rows()
                .row(
                        "G01: present",
                        db -> {
                            given(db, "a", "1");
                            byte[] target = new byte[3];
                            assertThat(db.get("a", target)).isEqualTo(1);
                            assertThat(target).containsExactly('1', 0, 0);
                        })
                .row("G02: missing", db -> refused(15, () -> db.get("a", new byte[3])))
                .row(
                        "G03: too small, and the memory is left alone",
                        db -> {
                            given(db, "c", "333");
                            byte[] target = new byte[2];
                            assertThatThrownBy(() -> db.get("c", target))
                                    .isInstanceOfSatisfying(
                                            YokanException.class,
                                            e -> assertThat(e.code()).isEqualTo(16))
                                    .cause()
                                    .isInstanceOfSatisfying(
                                            BufferTooSmallException.class,
                                            e -> assertThat(e.needed()).isEqualTo(3));
                            assertThat(target).containsOnly(0);
                            assertThat(value(db, "c")).isEqualTo("333");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void several(Store store) {
        new Rows()
                .row(
                        "G04: several, one of them missing",
                        db -> {
                            given(db, "a", "1", "c", "333");
                            assertThat(multi(db, "a 9, zz 9, c 9")).containsExactly(1L, null, 3L);
                        })
                .row(
                        "G05: several, one target too small",
                        db -> {
                            given(db, "a", "1", "b", "22", "c", "333");
                            List<byte[]> targets = targets(1, 1, 3);
                            assertThat(
                                            db.getMulti(
                                                    List.of(
                                                            Map.entry("a", targets.get(0)),
                                                            Map.entry("b", targets.get(1)),
                                                            Map.entry("c", targets.get(2)))))
                                    .containsExactly(1L, -1L, 3L);
                            assertThat(targets)
                                    .containsExactly(bytes('1'), bytes(0), bytes('3', '3', '3'));
                        })
                .row(
                        "G06: packed, and after the first that does not fit none is copied",
                        db -> {
                            given(db, "a", "1", "b", "22", "c", "333");
                            assertThat(packed(db, 2, "abc")).containsExactly(1L, -1L, -1L);
                        })
                .row(
                        "G07: packed, a value that would fit is not tried",
                        db -> {
                            given(db, "a", "1", "b", "22");
                            assertThat(packed(db, 1, "ba")).containsExactly(-1L, -1L);
                        })
                .row(
                        "G08: packed, a missing key after one that does not fit",
                        db -> {
                            given(db, "a", "1", "b", "22");
                            assertThat(packed(db, 1, "bza")).containsExactly(-1L, null, -1L);
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void oddRequests(Store store) {
        new Rows()
                .row(
                        "G09: a key given twice",
                        db -> {
                            given(db, "a", "1");
                            assertThat(multi(db, "a 1, a 1")).containsExactly(1L, 1L);
                        })
                .row(
                        "G10: nothing asked",
                        db -> {
                            assertThat(db.getMulti(List.of())).isEmpty();
                            assertThat(db.getPacked("", List.of(), new byte[0])).isEmpty();
                        })
                .row(
                        "G11: an empty value into no memory",
                        db -> {
                            given(db, "a", "");
                            assertThat(db.get("a", new byte[0])).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void lengthExistsErase(Store store) {
        new Rows()
                .row(
                        "L01, L02: lengths",
                        db -> {
                            given(db, "a", "1", "c", "333");
                            assertThat(db.length("c")).isEqualTo(3);
                            assertThat(db.length("zz")).isNull();
                            assertThat(db.lengthMulti(List.of("a", "zz", "c")))
                                    .containsExactly(1L, null, 3L);
                            assertThat(db.lengthPacked("azzc", List.of(1L, 2L, 1L)))
                                    .containsExactly(1L, null, 3L);
                        })
                .row(
                        "X01: eleven keys, every other one present",
                        db -> {
                            List<String> keys =
                                    IntStream.range(0, 11).mapToObj(i -> "k" + (i + 10)).toList();
                            for (int i = 0; i < 11; i += 2) {
                                db.put(keys.get(i), "");
                            }
                            List<Boolean> present = db.existsMulti(keys);
                            assertThat(present).hasSize(11);
                            for (int i = 0; i < 11; i++) {
                                assertThat(present.get(i)).isEqualTo(i % 2 == 0);
                            }
                            assertThat(
                                            db.existsPacked(
                                                    String.join("", keys),
                                                    Collections.nCopies(11, 3L)))
                                    .isEqualTo(present);
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void erase(Store store) {
        new Rows()
                .row(
                        "E01: erasing what is there and what is not",
                        db -> {
                            given(db, "a", "1", "b", "2", "c", "3", "dd", "4");
                            db.erase("a");
                            db.erase("a");
                            db.eraseMulti(List.of("b", "zz"));
                            db.erasePacked("cdd", List.of(1L, 2L));
                            assertThat(db.count()).isZero();
                        })
                .row(
                        "E02, E03: ranges that match nothing and everything",
                        db -> {
                            given(db, "a", "1", "b", "2");
                            db.eraseRange("zz");
                            assertThat(db.count()).isEqualTo(2);
                            db.eraseRange("");
                            assertThat(db.count()).isZero();
                        })
                .row(
                        "E04: a prefix of 0xFF only",
                        db -> {
                            for (byte[] key :
                                    List.of(bytes(0xFE), bytes(0xFF, 0xFF), bytes(0xFF, 0xFF, 1))) {
                                db.put(key, "");
                            }
                            db.eraseRange(bytes(0xFF, 0xFF));
                            assertThat(db.exists(bytes(0xFE))).isTrue();
                            assertThat(db.count()).isEqualTo(1);
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void consume(Store store) {
        new Rows()
                .row(
                        "C01, C07: gone after it was read",
                        db -> {
                            given(db, "a", "1", "b", "2");
                            byte[] target = new byte[4];
                            assertThat(db.get("a", target, YOKAN_MODE_CONSUME)).isEqualTo(1);
                            assertThat(db.get("b", target, YOKAN_MODE_CONSUME | YOKAN_MODE_NO_RDMA))
                                    .isEqualTo(1);
                            assertThat(db.count()).isZero();
                        })
                .row(
                        "C02, C03: missing ones",
                        db -> {
                            given(db, "a", "1");
                            refused(15, () -> db.get("zz", new byte[1], YOKAN_MODE_CONSUME));
                            assertThat(multi(db, "a 1, zz 1", YOKAN_MODE_CONSUME))
                                    .containsExactly(1L, null);
                            assertThat(db.exists("a")).isFalse();
                        })
                .row(
                        "C04: what does not fit stays",
                        db -> {
                            given(db, "b", "22");
                            refused(16, () -> db.get("b", new byte[1], YOKAN_MODE_CONSUME));
                            assertThat(multi(db, "b 1", YOKAN_MODE_CONSUME)).containsExactly(-1L);
                            assertThat(value(db, "b")).isEqualTo("22");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void consumeSeveral(Store store) {
        new Rows()
                .row(
                        "C05: packed, only what was copied goes",
                        db -> {
                            given(db, "b", "22", "c", "333");
                            assertThat(packed(db, 2, "bc", YOKAN_MODE_CONSUME))
                                    .containsExactly(2L, -1L);
                            assertThat(db.existsMulti(List.of("b", "c")))
                                    .containsExactly(false, true);
                        })
                .row(
                        "C06: a key given twice",
                        db -> {
                            given(db, "r", "1");
                            assertThat(multi(db, "r 1, r 1", YOKAN_MODE_CONSUME))
                                    .containsExactly(1L, 1L);
                            assertThat(db.exists("r")).isFalse();
                        })
                .row(
                        "fetched values go too",
                        db -> {
                            given(db, "a", "1", "b", "2");
                            List<String> seen = new ArrayList<>();
                            db.fetchMulti(
                                    List.of("a", "b", "zz"),
                                    (i, key, value) -> seen.add(i + shown(key) + shown(value)),
                                    YOKAN_MODE_CONSUME,
                                    2);
                            assertThat(seen).containsExactly("0a1", "1b2", "2zznone");
                            assertThat(db.count()).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void fetch(Store store) {
        new Rows()
                .row(
                        "one, present or not",
                        db -> {
                            given(db, "a", "1");
                            List<String> seen = new ArrayList<>();
                            PairCallback callback =
                                    (i, key, value) -> seen.add(i + shown(key) + shown(value));
                            db.fetch("a", callback);
                            db.fetch("zz", callback);
                            assertThat(seen).containsExactly("0a1", "0zznone");
                        })
                .row(
                        "several, in batches that change no result",
                        db -> {
                            given(db, "a", "1", "b", "2", "c", "3");
                            for (int batchSize : new int[] {0, 1, 2, Integer.MAX_VALUE}) {
                                List<String> seen = new ArrayList<>();
                                db.fetchPacked(
                                        "abc",
                                        List.of(1L, 1L, 1L),
                                        (i, key, value) -> seen.add(i + shown(key) + shown(value)),
                                        0,
                                        batchSize);
                                assertThat(seen).containsExactly("0a1", "1b2", "2c3");
                            }
                            refused(3, () -> db.fetchMulti(List.of("a"), (i, k, v) -> {}, 0, -1));
                        })
                .row(
                        "stopped, and failed",
                        db -> {
                            given(db, "a", "1", "b", "2");
                            List<String> seen = new ArrayList<>();
                            db.fetchMulti(
                                    List.of("a", "b"),
                                    (i, key, value) -> {
                                        seen.add(shown(key));
                                        throw new YokanException(
                                                ReturnCode.YOKAN_STOP_ITERATION, "enough");
                                    });
                            assertThat(seen).containsExactly("a");
                            refused(
                                    35,
                                    () ->
                                            db.fetch(
                                                    "a",
                                                    (i, k, v) -> {
                                                        throw new YokanException(35, "no");
                                                    }));
                        })
                .check(store, directory);
    }

    /** C08: each value is delivered once, however many take at the same time. */
    @ParameterizedTest
    @EnumSource
    void ofManyTakersOneGetsAValue(Store store) throws Exception {
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "task" + i).toList();
        try (OpenStore open = store.open(directory);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Database db = Database.over(open.db());
            db.putMulti(keys.stream().map(key -> Map.entry(key, key)).toList());
            Callable<Integer> taker =
                    () -> {
                        int taken = 0;
                        for (String key : keys) {
                            List<@Nullable Long> sizes =
                                    db.getMulti(
                                            List.of(Map.entry(key, new byte[9])),
                                            YOKAN_MODE_CONSUME);
                            taken += sizes.getFirst() == null ? 0 : 1;
                        }
                        return taken;
                    };
            int taken = 0;
            for (Future<Integer> each : threads.invokeAll(Collections.nCopies(8, taker))) {
                taken += each.get();
            }
            assertThat(taken).isEqualTo(100);
            assertThat(db.count()).isZero();
        }
    }

    /** Gets with targets: "a 1, b 2" is key a into one byte and key b into two. */
    private static List<@Nullable Long> multi(Database db, String keysAndSizes, int... mode) {
        List<Map.Entry<String, byte[]>> pairs = new ArrayList<>();
        for (String pair : keysAndSizes.split(", ")) {
            String[] parts = pair.split(" ");
            pairs.add(Map.entry(parts[0], new byte[Integer.parseInt(parts[1])]));
        }
        return db.getMulti(pairs, mode);
    }

    /** Gets keys of one letter into one target. */
    private static List<@Nullable Long> packed(Database db, int room, String keys, int... mode) {
        return db.getPacked(keys, Collections.nCopies(keys.length(), 1L), new byte[room], mode);
    }

    private static String shown(byte @Nullable [] bytes) {
        return bytes == null ? "none" : text(bytes, bytes.length);
    }
}
