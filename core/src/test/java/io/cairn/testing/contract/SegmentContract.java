package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.segment;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads and writes with borrowed memory and with the caller's memory. */
class SegmentContract extends EverywhereContract {

    private static final String[] D = ListContract.D;

    private SegmentPage packed(ListRequest request, MemorySegment keys, MemorySegment values) {
        return run(D, view -> view.segments().listPacked(request, keys, values));
    }

    private SegmentPage into(
            ListRequest request, List<MemorySegment> keys, List<MemorySegment> values) {
        return run(D, view -> view.segments().listInto(request, keys, values));
    }

    @Test
    @DisplayName("K27 packed keys: the first that does not fit ends the copying")
    void k27() {
        MemorySegment keys = room(5);
        SegmentPage page = packed(ListRequest.first(4), keys, null);
        assertThat(page.keySizes()).containsExactly(2, 2, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(page.valueSizes()).isEmpty();
        assertThat(text(keys)).isEqualTo("a1a2\0");
        assertThat(text(page.resumeKey())).isEqualTo("a2");
    }

    @Test
    @DisplayName("K28 memory for each key: the others are still tried")
    void k28() {
        List<MemorySegment> keys = List.of(room(2), room(1), room(2));
        SegmentPage page = into(ListRequest.first(3), keys, null);
        assertThat(page.keySizes()).containsExactly(2, Sizes.TOO_SMALL, 2);
        assertThat(keys.stream().map(Data::text)).containsExactly("a1", "\0", "a3");
        assertThat(text(page.resumeKey())).as("nothing is lost when resumed").isEqualTo("a1");
    }

    @Test
    @DisplayName("K29 packed entries, keys do not fit")
    void k29() {
        MemorySegment keys = room(3);
        MemorySegment values = room(9);
        SegmentPage page = packed(ListRequest.first(3), keys, values);
        assertThat(page.keySizes()).containsExactly(2, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(page.valueSizes()).containsExactly(1, 1, 1);
        assertThat(text(keys)).isEqualTo("a1\0");
        assertThat(text(values, 3)).isEqualTo("ABC");
        assertThat(text(page.resumeKey())).isEqualTo("a1");
    }

    @Test
    @DisplayName("K30 packed entries, values do not fit")
    void k30() {
        MemorySegment keys = room(9);
        SegmentPage page = packed(ListRequest.first(3), keys, room(1));
        assertThat(page.keySizes()).containsExactly(2, 2, 2);
        assertThat(page.valueSizes()).containsExactly(1, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(text(keys, 6)).isEqualTo("a1a2a3");
        assertThat(text(page.resumeKey())).isEqualTo("a1");
    }

    @Test
    @DisplayName("K31 KEEP_LAST packed: hidden keys need no room, the last does")
    void k31() {
        SegmentPage page =
                packed(ListRequest.first(2).with(Modes.of(Mode.KEEP_LAST)), room(1), null);
        assertThat(page.keySizes()).containsExactly(0, Sizes.TOO_SMALL);
        assertThat(text(page.resumeKey())).isEqualTo("a1");
    }

    @Test
    @DisplayName("K05 packed: after the last entry comes the end mark")
    void k05() {
        MemorySegment keys = room(64);
        MemorySegment values = room(64);
        SegmentPage page = packed(ListRequest.first(5).filter(b("b")), keys, values);
        assertThat(page.keySizes()).containsExactly(2, 2, Sizes.END, Sizes.END, Sizes.END);
        assertThat(page.valueSizes()).containsExactly(1, 1, Sizes.END, Sizes.END, Sizes.END);
        assertThat(text(keys, 4)).isEqualTo("b1b2");
        assertThat(text(values, 2)).isEqualTo("DE");
        assertThat(text(page.resumeKey())).isEqualTo("b2");
    }

    @Test
    @DisplayName("K07 packed: nothing found is all end marks")
    void k07() {
        SegmentPage page =
                packed(ListRequest.first(2).filter(b("a")).from(b("b1")), room(9), room(9));
        assertThat(page.keySizes()).containsExactly(Sizes.END, Sizes.END);
        assertThat(page.valueSizes()).containsExactly(Sizes.END, Sizes.END);
        assertThat(page.resumeKey()).isNull();
    }

    @Test
    @DisplayName("K16, K17 packed keys that are not shown have length 0")
    void hiddenKeys() {
        assertThat(
                        packed(ListRequest.first(3).with(Modes.of(Mode.IGNORE_KEYS)), room(0), null)
                                .keySizes())
                .containsExactly(0, 0, 0);
        MemorySegment keys = room(2);
        assertThat(
                        packed(ListRequest.first(3).with(Modes.of(Mode.KEEP_LAST)), keys, null)
                                .keySizes())
                .containsExactly(0, 0, 2);
        assertThat(text(keys)).isEqualTo("a3");
    }

    @Test
    @DisplayName("K19, K22 packed KEEP_LAST keeps the last key returned")
    void keepLast() {
        Modes modes = Modes.of(Mode.KEEP_LAST);
        assertThat(
                        packed(ListRequest.first(5).filter(b("a")).with(modes), room(9), null)
                                .keySizes())
                .containsExactly(0, 0, 2, Sizes.END, Sizes.END);
        MemorySegment keys = room(9);
        SegmentPage page =
                packed(
                        ListRequest.first(2)
                                .filter(b("a"))
                                .from(b("a2"))
                                .with(modes.and(Mode.NO_PREFIX).and(Mode.INCLUSIVE)),
                        keys,
                        null);
        assertThat(page.keySizes()).containsExactly(0, 1);
        assertThat(text(keys, 1)).isEqualTo("3");
        assertThat(text(page.resumeKey())).isEqualTo("a3");
    }

    @Test
    @DisplayName("K01 memory for each key and value")
    void listInto() {
        List<MemorySegment> keys = List.of(room(6), room(6));
        List<MemorySegment> values = List.of(room(1), room(0));
        SegmentPage page = into(ListRequest.first(2).from(b("b2")), keys, values);
        assertThat(page.keySizes()).containsExactly(6, 6);
        assertThat(page.valueSizes()).containsExactly(1, Sizes.TOO_SMALL);
        assertThat(keys.stream().map(Data::text)).containsExactly("c1.txt", "c2.bin");
        assertThat(text(values.get(0))).isEqualTo("F");
        assertThat(text(page.resumeKey())).isEqualTo("c1.txt");
    }

    @Test
    @DisplayName("a resume key leads through everything, whatever fits")
    void resume() {
        for (int bytes = 6; bytes < 20; bytes++) {
            StringBuilder seen = new StringBuilder();
            ListRequest request = ListRequest.first(3);
            SegmentPage page;
            do {
                MemorySegment keys = room(bytes);
                page = packed(request, keys, null);
                long end = 0;
                for (long size : page.keySizes()) {
                    end += Math.max(size, 0);
                }
                seen.append(text(keys, end));
                request = page.resumeKey() == null ? request : request.from(page.resumeKey());
            } while (page.keySizes()[0] > 0);
            assertThat(seen).hasToString("a1a2a3b1b2c1.txtc2.binc3.txt");
        }
    }

    @Test
    @DisplayName("a value is lent for the length of the call, read-only")
    void read() {
        run(
                given("k", "value"),
                view -> {
                    String read =
                            view.segments()
                                    .read(
                                            segment("k"),
                                            lent -> {
                                                assertThat(lent.isReadOnly()).isTrue();
                                                return text(lent);
                                            });
                    assertThat(read).isEqualTo("value");
                    String none =
                            view.segments()
                                    .read(
                                            segment("zz"),
                                            lent -> {
                                                throw new AssertionError(
                                                        "called for an absent key");
                                            });
                    assertThat(none).isNull();
                    return true;
                });
    }

    @Test
    @DisplayName("what a reader throws reaches the caller, and does no harm")
    void readerThrows() {
        run(
                given("k", "value"),
                view -> {
                    assertThatThrownBy(() ->
                                    view.segments()
                                            .read(
                                                    segment("k"),
                                                    lent -> {
                                                        throw new IllegalStateException("mine");
                                                    }))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("mine");
                    assertThat(text(view.get(b("k")))).isEqualTo("value");
                    return true;
                });
    }

    @Test
    @DisplayName("native and heap segments, whole and sliced, do the same")
    void kindsOfMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nativeKey = arena.allocateFrom("xkey").asSlice(1, 3);
            MemorySegment heapKey = segment("xxkey").asSlice(2);
            MemorySegment nativeValue = arena.allocate(9).asSlice(2, 5);
            nativeValue.copyFrom(segment("value"));
            MemorySegment target = arena.allocate(7).asSlice(1, 6);
            run(
                    given(),
                    view -> {
                        assertThat(
                                        view.segments()
                                                .put(
                                                        nativeKey,
                                                        nativeValue,
                                                        Modes.of(Mode.NEW_ONLY)))
                                .isEqualTo(PutOutcome.WRITTEN);
                        nativeValue.fill((byte) 'X');
                        assertThat(text(view.get(b("key")))).isEqualTo("value");
                        assertThat(view.segments().getInto(heapKey, target)).isEqualTo(5);
                        assertThat(text(target)).isEqualTo("value\0");
                        view.segments().put(heapKey, segment("other").asSlice(2, 3));
                        assertThat(view.segments().<String>read(nativeKey, Data::text))
                                .isEqualTo("her");
                        assertThat(view.segments().getPacked(keys("key"), target.fill((byte) 0)))
                                .containsExactly(3);
                        assertThat(text(target)).isEqualTo("her\0\0\0");
                        return true;
                    });
        }
        assertThat(state()).isEqualTo("key=her");
    }

    @Test
    @DisplayName("modes work through segments")
    void modes() {
        run(
                given("k", "a"),
                view -> {
                    var segments = view.segments();
                    assertThat(segments.put(segment("k"), segment("b"), Modes.of(Mode.APPEND)))
                            .isEqualTo(PutOutcome.WRITTEN);
                    assertThat(segments.put(segment("k"), segment("c"), Modes.of(Mode.NEW_ONLY)))
                            .isEqualTo(PutOutcome.ALREADY_PRESENT);
                    assertThat(segments.put(segment("n"), segment("c"), Modes.of(Mode.EXIST_ONLY)))
                            .isEqualTo(PutOutcome.ABSENT);
                    segments.put(segment("e"), room(0));
                    return true;
                });
        assertThat(state()).isEqualTo("e= k=ab");
    }

    @Test
    @DisplayName("a cursor lends read-only memory that holds the entry until the next step")
    void cursor() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all())) {
                        StringBuilder seen = new StringBuilder();
                        while (cursor.next()) {
                            MemorySegment key = cursor.keySegment();
                            MemorySegment value = cursor.valueSegment();
                            assertThat(key.isReadOnly() && value.isReadOnly()).isTrue();
                            assertThat(text(key)).isEqualTo(text(cursor.key()));
                            assertThat(cursor.keySegment().mismatch(key)).isEqualTo(-1);
                            seen.append(text(key)).append(text(value));
                        }
                        assertThat(seen).hasToString("a1Aa2Ba3Cb1Db2Ec1.txtFc2.binGc3.txtH");
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("memory that cannot be written is refused, and nothing happens")
    void readOnlyTarget() {
        MemorySegment target = room(9).asReadOnly();
        Modes consume = Modes.of(Mode.CONSUME);
        run(
                given("k", "v"),
                view -> {
                    var segments = view.segments();
                    for (Runnable call :
                            List.<Runnable>of(
                                    () -> segments.getInto(segment("k"), target, consume),
                                    () -> segments.getPacked(keys("k"), target, consume),
                                    () -> segments.getAllInto(keys("k"), List.of(target), consume),
                                    () -> segments.listPacked(ListRequest.first(1), target, null),
                                    () ->
                                            segments.listInto(
                                                    ListRequest.first(1), List.of(target), null))) {
                        assertThatThrownBy(call::run).isInstanceOf(InvalidArgumentException.class);
                    }
                    return true;
                });
        assertThat(state()).isEqualTo("k=v");
    }

    @Test
    @DisplayName("as many segments as entries, or the call is refused")
    void counts() {
        run(
                given("k", "v"),
                view -> {
                    var segments = view.segments();
                    List<MemorySegment> two = List.of(room(1), room(1));
                    for (Runnable call :
                            List.<Runnable>of(
                                    () -> segments.getAllInto(keys("k"), two),
                                    () -> segments.listInto(ListRequest.first(1), two, null),
                                    () ->
                                            segments.listInto(
                                                    ListRequest.first(2), two, List.of(room(1))))) {
                        assertThatThrownBy(call::run).isInstanceOf(InvalidArgumentException.class);
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("large values go through the caller's memory")
    void large() {
        byte[] value = new byte[2_000_000];
        value[1_999_999] = 7;
        MemorySegment target = room(value.length);
        run(
                given(),
                view -> {
                    view.segments().put(segment("k"), MemorySegment.ofArray(value));
                    return view.segments().getInto(segment("k"), target);
                });
        assertThat(target.mismatch(MemorySegment.ofArray(value))).isEqualTo(-1);
        target.fill((byte) 0);
        assertThat(view().segments().getInto(segment("k"), target)).isEqualTo(value.length);
        assertThat(target.mismatch(MemorySegment.ofArray(value))).isEqualTo(-1);
        byte last =
                view().segments()
                        .<Byte>read(
                                segment("k"), lent -> lent.get(ValueLayout.JAVA_BYTE, 1_999_999));
        assertThat(last).isEqualTo((byte) 7);
    }
}
