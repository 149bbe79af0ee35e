package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_DEFAULT;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.targets;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.Store;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused whatever the database holds, and the kinds of memory that are taken. */
class ArgumentsTest {

    private static final PairCallback NOTHING = (index, key, value) -> {};

    @TempDir Path directory;
    private final byte[] target = new byte[9];
    private final List<String> oneEmpty = List.of("a", "");
    private final List<Long> sizes = List.of(1L, 0L);

    @ParameterizedTest
    @EnumSource
    void keys(Store store) {
        new Rows()
                .row(
                        "an empty key, alone",
                        db -> {
                            refused(3, () -> db.put("", "v"));
                            refused(3, () -> db.get("", target));
                            refused(3, () -> db.exists(""));
                            refused(3, () -> db.length(""));
                            refused(3, () -> db.erase(""));
                            refused(3, () -> db.fetch("", NOTHING));
                        })
                .row(
                        "an empty key among others",
                        db -> {
                            refused(
                                    3,
                                    () ->
                                            db.putMulti(
                                                    List.of(
                                                            Map.entry("a", "1"),
                                                            Map.entry("", "2"))));
                            assertThat(db.count()).isZero();
                            given(db, "a", "1");
                            refused(
                                    3,
                                    () ->
                                            db.getMulti(
                                                    List.of(
                                                            Map.entry("a", target),
                                                            Map.entry("", target))));
                            refused(3, () -> db.existsMulti(oneEmpty));
                            refused(3, () -> db.lengthMulti(oneEmpty));
                            refused(3, () -> db.eraseMulti(oneEmpty));
                            refused(3, () -> db.fetchMulti(oneEmpty, NOTHING));
                            assertThat(value(db, "a")).isEqualTo("1");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void packedKeys(Store store) {
        new Rows()
                .row(
                        "an empty key, packed",
                        db -> {
                            refused(3, () -> db.putPacked("a", sizes, "12", List.of(1L, 1L)));
                            refused(3, () -> db.getPacked("a", sizes, target));
                            refused(3, () -> db.existsPacked("a", sizes));
                            refused(3, () -> db.lengthPacked("a", sizes));
                            refused(3, () -> db.erasePacked("a", sizes));
                            refused(
                                    3,
                                    () ->
                                            db.fetchPacked(
                                                    "a", sizes, NOTHING, YOKAN_MODE_DEFAULT, 0));
                        })
                .row(
                        "sizes that are more than there is",
                        db -> {
                            List<Long> tooMany = List.of(1L, Long.MAX_VALUE);
                            refused(3, () -> db.getPacked("ab", tooMany, target));
                            refused(3, () -> db.existsPacked("ab", tooMany));
                        })
                .row(
                        "a key that is too long",
                        db -> refused(14, () -> db.put(new byte[70_000], "v")))
                .row(
                        "no items",
                        db -> {
                            db.putMulti(List.of());
                            db.putPacked("", List.of(), "", List.of());
                            assertThat(db.getMulti(List.of())).isEmpty();
                            assertThat(db.existsMulti(List.of())).isEmpty();
                            assertThat(db.lengthMulti(List.of())).isEmpty();
                            db.eraseMulti(List.of());
                            db.fetchMulti(List.of(), NOTHING);
                            assertThat(db.listKeys(List.of(), "", "")).isEmpty();
                            assertThat(db.listKeyvals(List.of(), "", "")).isEmpty();
                            assertThat(db.listKeysPacked(target, 0, "", "")).isEmpty();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void objects(Store store) {
        new Rows()
                .row(
                        "nothing where something must be",
                        db -> {
                            refused(3, () -> db.put(null, "v"));
                            refused(3, () -> db.put("k", null));
                            refused(3, () -> db.get("k", null));
                            refused(3, () -> db.putMulti(null));
                            refused(3, () -> db.putMulti(Collections.singletonList(null)));
                            refused(3, () -> db.existsMulti(Arrays.asList("k", null)));
                            refused(3, () -> db.existsPacked("k", null));
                            refused(3, () -> db.eraseRange(null));
                            refused(3, () -> db.listKeys(targets(9), null, ""));
                            refused(3, () -> db.listKeys(targets(9), "", null));
                            refused(3, () -> db.iter(null));
                            refused(3, () -> db.fetch("k", null));
                            refused(3, () -> db.withTimeout(null));
                            refused(3, () -> Database.over(null));
                        })
                .row(
                        "what is no buffer",
                        db -> {
                            refused(3, () -> db.put(42, "v"));
                            refused(3, () -> db.put("k", new int[1]));
                            refused(3, () -> db.get("k", new StringBuilder()));
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void targetsThatCannotBeWritten(Store store) {
        new Rows()
                .row(
                        "text cannot be written into",
                        db -> {
                            given(db, "k", "v");
                            refused(3, () -> db.get("k", "target"));
                            refused(3, () -> db.listKeys(List.of("target"), "", ""));
                        })
                .row(
                        "what is read-only cannot either",
                        db -> {
                            given(db, "k", "v");
                            ByteBuffer readOnly = ByteBuffer.wrap(target).asReadOnlyBuffer();
                            refused(31, () -> db.get("k", readOnly));
                            refused(
                                    31,
                                    () -> db.get("k", MemorySegment.ofArray(target).asReadOnly()));
                            refused(31, () -> db.getMulti(List.of(Map.entry("k", readOnly))));
                            refused(31, () -> db.getPacked("k", List.of(1L), readOnly));
                            refused(31, () -> db.listKeys(List.of(readOnly), "", ""));
                            refused(31, () -> db.listKeysPacked(readOnly, 1, "", ""));
                            refused(31, () -> db.listKeyvalsPacked(target, readOnly, 1, "", ""));
                        })
                .row(
                        "an empty target for a key of its own",
                        db -> {
                            refused(3, () -> db.listKeys(targets(9, 0), "", ""));
                            refused(
                                    3,
                                    () ->
                                            db.listKeyvals(
                                                    List.of(Map.entry(new byte[0], target)),
                                                    "",
                                                    ""));
                        })
                .row(
                        "a negative count",
                        db -> {
                            refused(3, () -> db.listKeysPacked(target, -1, "", ""));
                            refused(
                                    3,
                                    () ->
                                            db.iter(
                                                    NOTHING,
                                                    "",
                                                    "",
                                                    -1,
                                                    YOKAN_MODE_DEFAULT,
                                                    0,
                                                    false));
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void memory(Store store) {
        new Rows()
                .row(
                        "arrays, buffers on and off the heap, segments, text",
                        db -> {
                            try (Arena arena = Arena.ofConfined()) {
                                MemorySegment segment =
                                        arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 'k');
                                ByteBuffer part =
                                        ByteBuffer.wrap(new byte[] {'?', 'v', 'w', '?'}, 1, 2);
                                db.put(segment, part);
                                assertThat(part.remaining()).isEqualTo(2);
                                db.put(part.asReadOnlyBuffer(), new byte[] {'1'});
                                assertThat(value(db, "k")).isEqualTo("vw");
                                assertThat(value(db, "vw")).isEqualTo("1");

                                MemorySegment target = arena.allocate(2);
                                assertThat(db.get("k", target)).isEqualTo(2);
                                assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                                        .containsExactly('v', 'w');
                                ByteBuffer direct =
                                        ByteBuffer.allocateDirect(4).position(1).limit(3);
                                assertThat(db.get("k", direct)).isEqualTo(2);
                                assertThat(direct.get(1)).isEqualTo((byte) 'v');
                                direct.limit(2);
                                refused(16, () -> db.get("k", direct));
                            }
                        })
                .row(
                        "what was given may change afterwards",
                        db -> {
                            byte[] key = {'k'};
                            byte[] value = {'v'};
                            db.put(key, value);
                            key[0] = 'x';
                            value[0] = 'x';
                            assertThat(value(db, "k")).isEqualTo("v");
                        })
                .row(
                        "text is UTF-8",
                        db -> {
                            db.put("\u00e9", "\u20ac");
                            assertThat(db.length(new byte[] {(byte) 0xC3, (byte) 0xA9}))
                                    .isEqualTo(3);
                        })
                .check(store, directory);
    }
}
