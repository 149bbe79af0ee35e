package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.hex;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.segment;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Sizes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of single keys and of several, lengths, presence, and deletes. */
class GetContract extends EverywhereContract {

    private static final String[] SIZES = given("a", "1", "b", "22", "c", "333");

    private long[] packed(MemorySegment target, String... keys) {
        return run(SIZES, view -> view.segments().getPacked(keys(keys), target));
    }

    @Test
    @DisplayName("G01 a value is returned, and copied into memory that is large enough")
    void g01() {
        MemorySegment target = room(4);
        run(
                SIZES,
                view -> {
                    assertThat(text(view.get(b("a")))).isEqualTo("1");
                    assertThat(text(view.get(b("a"), Modes.none()))).isEqualTo("1");
                    assertThat(view.segments().getInto(segment("a"), target)).isEqualTo(1);
                    return true;
                });
        assertThat(text(target)).isEqualTo("1\0\0\0");
    }

    @Test
    @DisplayName("G02, S02 an absent key is null, not an error")
    void g02() {
        MemorySegment target = room(4);
        run(
                SIZES,
                view -> {
                    assertThat(view.get(b("zz"))).isNull();
                    assertThat(view.get(b("zz"), Modes.none())).isNull();
                    assertThat(view.segments().getInto(segment("zz"), target))
                            .isEqualTo(Sizes.ABSENT);
                    return true;
                });
        assertThat(text(target)).isEqualTo("\0\0\0\0");
    }

    @Test
    @DisplayName(
            "G03, Y14 memory that is too small is refused with the size needed, and not touched")
    void g03() {
        MemorySegment target = room(2);
        assertThatThrownBy(() -> run(SIZES, view -> view.segments().getInto(segment("c"), target)))
                .isInstanceOfSatisfying(
                        BufferTooSmallException.class,
                        e -> {
                            assertThat(e.needed()).isEqualTo(3);
                            assertThat(e.code()).isEqualTo(ErrorCode.BUFFER_TOO_SMALL);
                        });
        assertThat(text(target)).isEqualTo("\0\0");
    }

    @Test
    @DisplayName("G04 several values, null where absent")
    void g04() {
        run(
                SIZES,
                view -> {
                    assertThat(texts(view.getAll(keys("a", "zz", "c"))))
                            .containsExactly("1", null, "333");
                    assertThat(texts(view.getAll(keys("c", "zz", "a"), Modes.none())))
                            .containsExactly("333", null, "1");
                    List<MemorySegment> targets = List.of(room(9), room(9), room(9));
                    assertThat(view.segments().getAllInto(keys("a", "zz", "c"), targets))
                            .containsExactly(1, Sizes.ABSENT, 3);
                    assertThat(text(targets.get(2), 4)).isEqualTo("333\0");
                    return true;
                });
    }

    @Test
    @DisplayName("G05 memory for each value: what does not fit is told for that value only")
    void g05() {
        List<MemorySegment> targets = List.of(room(1), room(1), room(3));
        long[] sizes = run(SIZES, view -> view.segments().getAllInto(keys("a", "b", "c"), targets));
        assertThat(sizes).containsExactly(1, Sizes.TOO_SMALL, 3);
        assertThat(targets.stream().map(Data::text)).containsExactly("1", "\0", "333");
    }

    @Test
    @DisplayName("G06, Y18 packed: the first that does not fit ends the copying")
    void g06() {
        MemorySegment target = room(2);
        assertThat(packed(target, "a", "b", "c"))
                .containsExactly(1, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(text(target)).isEqualTo("1\0");
    }

    @Test
    @DisplayName("G07 packed: a later one is not copied even if it would fit")
    void g07() {
        MemorySegment target = room(1);
        assertThat(packed(target, "b", "a")).containsExactly(Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(text(target)).isEqualTo("\0");
    }

    @Test
    @DisplayName("G08 packed: absent keys are still told after the first that did not fit")
    void g08() {
        assertThat(packed(room(1), "b", "zz", "a"))
                .containsExactly(Sizes.TOO_SMALL, Sizes.ABSENT, Sizes.TOO_SMALL);
    }

    @Test
    @DisplayName("G06 packed values stand one behind the other")
    void packedIsContiguous() {
        MemorySegment target = room(8);
        assertThat(packed(target, "c", "zz", "a", "b")).containsExactly(3, Sizes.ABSENT, 1, 2);
        assertThat(text(target)).isEqualTo("333122\0\0");
    }

    @Test
    @DisplayName("G09 a repeated key is returned each time")
    void g09() {
        run(
                SIZES,
                view -> {
                    assertThat(texts(view.getAll(keys("a", "a")))).containsExactly("1", "1");
                    assertThat(view.lengthAll(keys("c", "c"))).containsExactly(3, 3);
                    assertThat(view.segments().getPacked(keys("b", "b"), room(4)))
                            .containsExactly(2, 2);
                    return true;
                });
    }

    @Test
    @DisplayName("G09 values of a repeated key are separate arrays")
    void g09Separate() {
        run(
                SIZES,
                view -> {
                    List<byte[]> twice = view.getAll(keys("a", "a"));
                    twice.get(0)[0] = 'X';
                    assertThat(text(twice.get(1))).isEqualTo("1");
                    return true;
                });
    }

    @Test
    @DisplayName("G10 nothing asked, nothing done")
    void g10() {
        run(
                SIZES,
                view -> {
                    assertThat(view.getAll(List.of())).isEmpty();
                    assertThat(view.getAll(List.of(), Modes.of(Mode.CONSUME))).isEmpty();
                    assertThat(view.existsAll(List.of()).isEmpty()).isTrue();
                    assertThat(view.lengthAll(List.of())).isEmpty();
                    assertThat(view.segments().getPacked(List.of(), room(0))).isEmpty();
                    assertThat(view.segments().getAllInto(List.of(), List.of())).isEmpty();
                    assertThat(view.putAll(List.of(), Modes.none())).isEmpty();
                    view.putAll(List.of());
                    view.deleteAll(List.of());
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("G11 an empty value fits into no memory")
    void g11() {
        run(
                given("e", ""),
                view -> {
                    assertThat(view.segments().getInto(segment("e"), room(0))).isZero();
                    assertThat(view.segments().getPacked(keys("e"), room(0))).containsExactly(0);
                    assertThat(view.segments().getAllInto(keys("e"), List.of(room(0))))
                            .containsExactly(0);
                    assertThat(view.get(b("e"))).isEmpty();
                    return true;
                });
    }

    @Test
    @DisplayName("L01 lengths, present, absent and several")
    void l01() {
        run(
                SIZES,
                view -> {
                    assertThat(view.length(b("c"))).isEqualTo(OptionalLong.of(3));
                    assertThat(view.lengthAll(keys("b", "zz", "c", "a")))
                            .containsExactly(2, Sizes.ABSENT, 3, 1);
                    return true;
                });
    }

    @Test
    @DisplayName("L02 the length of an absent key is empty")
    void l02() {
        OptionalLong length = run(SIZES, view -> view.length(b("zz")));
        assertThat(length).isEmpty();
    }

    @Test
    @DisplayName("X01 presence of several keys, lowest bit first")
    void x01() {
        List<byte[]> asked = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            asked.add(b("k" + i));
            if (i % 2 == 0) {
                present.add("k" + i);
                present.add("");
            }
        }
        BitSet bits = run(present.toArray(String[]::new), view -> view.existsAll(asked));
        assertThat(bits.toByteArray()).isEqualTo(hex("5505"));
        boolean there = run(given(), view -> view.exists(b("nothing")));
        assertThat(there).isFalse();
    }

    @Test
    @DisplayName("E01 deleting what is absent is not an error")
    void e01() {
        run(
                SIZES,
                view -> {
                    view.delete(b("a"));
                    view.delete(b("a"));
                    view.delete(b("zz"));
                    view.deleteAll(keys("b", "zz", "b"));
                    assertThat(view.get(b("a"))).isNull();
                    assertThat(view.exists(b("b"))).isFalse();
                    return true;
                });
        assertThat(state()).isEqualTo("c=333");
    }

    @Test
    @DisplayName("E01 a deleted key can be written again")
    void e01Again() {
        run(
                SIZES,
                view -> {
                    view.delete(b("a"));
                    return view.put(b("a"), b("new"), Modes.of(Mode.NEW_ONLY));
                });
        assertThat(state()).isEqualTo("a=new b=22 c=333");
    }

    @Test
    @DisplayName("E02 deleting a range without keys is not an error")
    void e02() {
        run(
                SIZES,
                view -> {
                    view.deleteRange(prefix("x"));
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName(
            "E03 deleting all keys leaves other keyspaces and what the database keeps for itself")
    void e03() {
        db.in(db.keyspace("other")).put(b("o"), b("1"));
        db.put(b("marker"), b(""));
        run(
                SIZES,
                view -> {
                    view.deleteRange(KeyRange.all());
                    return true;
                });
        assertThat(state()).isEmpty();
        assertThat(text(db.in(db.keyspace("other")))).isEqualTo("o=1");
        assertThat(db.exists(b("marker"))).isEqualTo(where == Where.KEYSPACE);
        long before = db.stats().get("last_commit_lsn");
        view().put(b("again"), b("1"));
        assertThat(db.stats().get("last_commit_lsn")).isGreaterThan(before);
        assertThat(state()).isEqualTo("again=1");
    }

    @Test
    @DisplayName("E04, Y25 a prefix of 0xFF bytes has no end")
    void e04() {
        run(
                given(),
                view -> {
                    view.put(hex("fe"), b(""));
                    view.put(hex("ffff"), b(""));
                    view.put(hex("ffff01"), b(""));
                    view.deleteRange(KeyRange.prefix(hex("ffff")));
                    return true;
                });
        assertThat(view().count(KeyRange.all())).isEqualTo(1);
        assertThat(view().exists(hex("fe"))).isTrue();
    }

    @Test
    @DisplayName("E05 a missing range is refused")
    void e05() {
        assertThatThrownBy(() ->
                        run(
                                given(),
                                view -> {
                                    view.deleteRange(null);
                                    return true;
                                }))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    @DisplayName("G02 an empty key is refused by every read")
    void emptyKey() {
        List<byte[]> withEmpty = keys("a", "", "b");
        run(
                SIZES,
                view -> {
                    for (Runnable call :
                            List.<Runnable>of(
                                    () -> view.get(b("")),
                                    () -> view.get(b(""), Modes.none()),
                                    () -> view.exists(b("")),
                                    () -> view.length(b("")),
                                    () -> view.getAll(withEmpty),
                                    () -> view.getAll(withEmpty, Modes.of(Mode.CONSUME)),
                                    () -> view.existsAll(withEmpty),
                                    () -> view.lengthAll(withEmpty),
                                    () -> view.delete(b("")),
                                    () -> view.deleteAll(withEmpty),
                                    () -> view.watch(b("")),
                                    () -> view.segments().getInto(room(0), room(9)),
                                    () -> view.segments().read(room(0), lent -> 1),
                                    () -> view.segments().put(room(0), room(1)),
                                    () -> view.segments().getPacked(withEmpty, room(9)))) {
                        assertThatThrownBy(call::run).isInstanceOf(InvalidArgumentException.class);
                    }
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("W05 WAIT is refused where nothing waits, with a hint to the calls that do")
    void waitIsRefused() {
        run(
                SIZES,
                view -> {
                    Modes wait = Modes.of(Mode.WAIT);
                    for (Runnable call :
                            List.<Runnable>of(
                                    () -> view.get(b("a"), wait),
                                    () -> view.get(b("a"), wait.and(Mode.CONSUME)),
                                    () -> view.getAll(keys("a"), wait),
                                    () -> view.segments().getInto(segment("a"), room(9), wait))) {
                        assertThatThrownBy(call::run)
                                .isInstanceOf(InvalidModeException.class)
                                .hasMessageContaining("await");
                    }
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CONSUME", "WAIT"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("flags without meaning for get are ignored")
    void ignored(Mode mode) {
        run(
                SIZES,
                view -> {
                    assertThat(text(view.get(b("b"), Modes.of(mode)))).isEqualTo("22");
                    assertThat(texts(view.getAll(keys("c", "zz"), Modes.of(mode))))
                            .containsExactly("333", null);
                    assertThat(view.segments().getInto(segment("c"), room(3), Modes.of(mode)))
                            .isEqualTo(3);
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("what is returned belongs to the caller")
    void owned() {
        run(
                SIZES,
                view -> {
                    byte[] value = view.get(b("c"));
                    Arrays.fill(value, (byte) 'X');
                    view.getAll(keys("c")).forEach(copy -> Arrays.fill(copy, (byte) 'X'));
                    assertThat(text(view.get(b("c")))).isEqualTo("333");
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("a large value comes back whole, alone and among others")
    void large() {
        byte[] value = new byte[3_000_000];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 31 + (i >> 12));
        }
        run(
                SIZES,
                view -> {
                    view.put(b("large"), value);
                    assertThat(Arrays.equals(view.get(b("large")), value)).isTrue();
                    return true;
                });
        assertThat(Arrays.equals(view().get(b("large")), value)).isTrue();
        List<byte[]> all = view().getAll(keys("a", "large", "c"));
        assertThat(Arrays.equals(all.get(1), value)).isTrue();
        assertThat(text(all.get(2))).isEqualTo("333");
        assertThat(view().length(b("large"))).hasValue(value.length);
    }
}
