package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The truth table of listings into the caller's memory. */
final class SegmentListTest {

    private static final long TS = Sizes.TOO_SMALL;
    private static final long END = Sizes.END;

    private final Scene scene = Scene.listing();
    private final MemorySegment keys = MemorySegment.ofArray(new byte[64]);
    private final MemorySegment values = MemorySegment.ofArray(new byte[64]);

    @Test
    void packedKeysAndValuesLieOneBehindTheOther() {
        SegmentPage page = packed(Scene.page("a3", "", 3), 64, 64);

        check(page, new long[] {2, 2, 6}, new long[] {1, 1, 1}, "c1.txt");
        assertThat(written(keys, 10)).isEqualTo("b1b2c1.txt");
        assertThat(written(values, 3)).isEqualTo("DEF");
    }

    @Test
    void sizesBehindTheEndSaySo() {
        check(
                packed(Scene.page("", "b", 5), 64, 64),
                new long[] {2, 2, END, END, END},
                new long[] {1, 1, END, END, END},
                "b2");
        check(packed(Scene.page("d", "", 2), 64, -1), new long[] {END, END}, new long[0], null);
        check(packed(Scene.page("", "", 0), 0, 0), new long[0], new long[0], null);
    }

    @Test
    void packedOverflowIsStickyInEachStream() {
        check(packed(Scene.page("", "", 4), 5, -1), new long[] {2, 2, TS, TS}, new long[0], "a2");
        check(
                packed(Scene.page("", "a", 3), 3, 64),
                new long[] {2, TS, TS},
                new long[] {1, 1, 1},
                "a1");
        check(
                packed(Scene.page("", "a", 3), 64, 1),
                new long[] {2, 2, 2},
                new long[] {1, TS, TS},
                "a1");
        check(packed(Scene.page("b2", "", 3), 5, -1), new long[] {TS, TS, TS}, new long[0], null);
        check(
                packed(Scene.page("b1", "", 2, Mode.NO_PREFIX), 1, -1),
                new long[] {TS, TS},
                new long[0],
                null);
    }

    @Test
    void ignoredKeysNeedNoRoom() {
        check(
                packed(Scene.page("", "a", 5, Mode.IGNORE_KEYS), 0, 64),
                new long[] {0, 0, 0, END, END},
                new long[] {1, 1, 1, END, END},
                "a3");
        assertThat(written(values, 3)).isEqualTo("ABC");
    }

    @Test
    void theLastReturnedKeyIsKept() {
        check(
                packed(Scene.page("", "a", 3, Mode.KEEP_LAST), 2, 64),
                new long[] {0, 0, 2},
                new long[] {1, 1, 1},
                "a3");
        assertThat(written(keys, 2)).isEqualTo("a3");
        check(
                packed(Scene.page("", "a", 5, Mode.KEEP_LAST), 2, -1),
                new long[] {0, 0, 2, END, END},
                new long[0],
                "a3");
        check(
                packed(Scene.page("", ".bin", 2, Mode.KEEP_LAST, Mode.SUFFIX), 64, -1),
                new long[] {6, END},
                new long[0],
                "c2.bin");
        check(
                packed(
                        Scene.page(
                                "c1.txt",
                                ".txt",
                                2,
                                Mode.INCLUSIVE,
                                Mode.NO_PREFIX,
                                Mode.SUFFIX,
                                Mode.KEEP_LAST),
                        64,
                        -1),
                new long[] {0, 2},
                new long[0],
                "c3.txt");
        assertThat(written(keys, 2)).isEqualTo("c3");
    }

    @Test
    void aLastKeyThatDoesNotFitIsTooSmall() {
        check(
                packed(Scene.page("", "", 2, Mode.KEEP_LAST), 1, -1),
                new long[] {0, TS},
                new long[0],
                "a1");
        check(
                packed(Scene.page("", "", 1, Mode.KEEP_LAST), 1, -1),
                new long[] {TS},
                new long[0],
                null);
    }

    @Test
    void separateTargetsAreIndependent() {
        check(
                into(Scene.page("", "", 3), new int[] {2, 1, 2}, null),
                new long[] {2, TS, 2},
                new long[0],
                "a1");
        check(
                into(Scene.page("", "", 3), new int[] {2, 2, 2}, new int[] {1, 0, 1}),
                new long[] {2, 2, 2},
                new long[] {1, TS, 1},
                "a1");
        check(
                into(Scene.page("", "b", 3, Mode.KEEP_LAST), new int[] {0, 2, 0}, null),
                new long[] {0, 2, END},
                new long[0],
                "b2");
    }

    @Test
    void consumeRemovesOnlyWhatFittedEntirely() {
        check(
                packed(Scene.page("", "a", 3, Mode.CONSUME), 4, 64),
                new long[] {2, 2, TS},
                new long[] {1, 1, 1},
                "a2");
        check(
                into(Scene.page("", "b", 2, Mode.CONSUME), new int[] {2, 2}, new int[] {0, 1}),
                new long[] {2, 2},
                new long[] {TS, 1},
                null);
        check(
                packed(Scene.page("", ".txt", 9, Mode.CONSUME, Mode.SUFFIX, Mode.KEEP_LAST), 5, -1),
                new long[] {0, TS, END, END, END, END, END, END, END},
                new long[0],
                "c1.txt");
        assertThat(scene.committed()).containsExactly("a3=C", "b1=D", "c2.bin=G", "c3.txt=H");
    }

    @Test
    void wrongTargetsAreRefusedBeforeReading() {
        assertThatThrownBy(() -> into(Scene.page("", "", 3), new int[] {2, 2}, null))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> into(Scene.page("", "", 1), new int[] {2}, new int[] {1, 1}))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        ReadOperations.listPacked(
                                scene.tx,
                                Scene.KEYSPACE,
                                ListRequest.first(1),
                                keys,
                                values.asReadOnly()))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        ReadOperations.listPacked(
                                scene.tx,
                                Scene.KEYSPACE,
                                Scene.page("", "", 1, Mode.CONSUME),
                                keys,
                                null))
                .isInstanceOf(InvalidModeException.class);
        assertThatThrownBy(() ->
                        ReadOperations.listInto(
                                scene.tx,
                                Scene.KEYSPACE,
                                Scene.page("", "", 1, Mode.CONSUME),
                                List.of(keys),
                                null))
                .isInstanceOf(InvalidModeException.class);
        assertThat(scene.stored.cursors).isZero();
    }

    private SegmentPage packed(ListRequest request, int keyRoom, int valueRoom) {
        return WriteOperations.listPacked(
                scene.tx,
                Scene.KEYSPACE,
                request,
                keys.asSlice(0, keyRoom),
                valueRoom < 0 ? null : values.asSlice(0, valueRoom));
    }

    private SegmentPage into(ListRequest request, int[] keyRooms, int[] valueRooms) {
        return WriteOperations.listInto(
                scene.tx,
                Scene.KEYSPACE,
                request,
                segments(keyRooms),
                valueRooms == null ? null : segments(valueRooms));
    }

    private static List<MemorySegment> segments(int[] rooms) {
        return IntStream.of(rooms).mapToObj(room -> MemorySegment.ofArray(new byte[room])).toList();
    }

    private static void check(
            SegmentPage page, long[] keySizes, long[] valueSizes, String resumeKey) {
        assertThat(page.keySizes()).containsExactly(keySizes);
        assertThat(page.valueSizes()).containsExactly(valueSizes);
        assertThat(page.resumeKey() == null ? null : Bytes.text(page.resumeKey()))
                .isEqualTo(resumeKey);
    }

    private static String written(MemorySegment segment, int bytes) {
        return Bytes.text(segment.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
    }
}
