package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Sizes;
import io.cairn.bytes.Bytes;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The truth table of reads with and without CONSUME, into arrays and into the caller's memory. */
final class GetModesTest {

    private static final Mode[] TAKE = {Mode.CONSUME};

    private final Scene scene = Scene.of("a=1", "b=22", "c=333", "e=");

    @Test
    void readsGiveSizesOfWhatIsThere() {
        assertThat(getInto("a", 1)).isEqualTo(1);
        assertThat(getInto("zz", 1)).isEqualTo(Sizes.ABSENT);
        assertThat(getInto("e", 0)).isZero();
        assertThat(ReadOperations.length(scene.tx, Scene.KEYSPACE, Bytes.utf8("c"))).hasValue(3);
        assertThat(ReadOperations.length(scene.tx, Scene.KEYSPACE, Bytes.utf8("e"))).hasValue(0);
        assertThat(ReadOperations.length(scene.tx, Scene.KEYSPACE, Bytes.utf8("zz"))).isEmpty();
        assertThat(ReadOperations.exists(scene.tx, Scene.KEYSPACE, Bytes.utf8("e"))).isTrue();
        assertThat(ReadOperations.exists(scene.tx, Scene.KEYSPACE, Bytes.utf8("zz"))).isFalse();
        assertThat(ReadOperations.lengthAll(scene.tx, Scene.KEYSPACE, Scene.keys("a", "zz", "c")))
                .containsExactly(1, Sizes.ABSENT, 3);
        assertThat(
                        Scene.texts(
                                ReadOperations.getAll(
                                        scene.tx, Scene.KEYSPACE, Scene.keys("a", "zz", "a"))))
                .containsExactly("1", null, "1");
        assertThat(ReadOperations.getAll(scene.tx, Scene.KEYSPACE, List.of())).isEmpty();
    }

    @Test
    void aValueIsCopiedIntoRoomOfExactlyItsSize() {
        MemorySegment target = MemorySegment.ofArray(new byte[3]);

        ReadOperations.getInto(scene.tx, Scene.KEYSPACE, Bytes.utf8("c"), target);

        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(Bytes.utf8("333"));
    }

    @Test
    void existsAllAnswersOneBitPerKey() {
        Scene alternate = Scene.of("k0=", "k2=", "k4=", "k6=", "k8=", "k10=");
        List<byte[]> keys = IntStream.range(0, 11).mapToObj(i -> Bytes.utf8("k" + i)).toList();

        byte[] bits = ReadOperations.existsAll(alternate.tx, Scene.KEYSPACE, keys).toByteArray();

        assertThat(bits).containsExactly(0b01010101, 0b00000101);
    }

    @Test
    void aValueThatDoesNotFitIsNeitherCopiedNorConsumed() {
        MemorySegment target = MemorySegment.ofArray(new byte[2]);

        assertThatThrownBy(() ->
                        WriteOperations.getInto(
                                scene.tx,
                                Scene.KEYSPACE,
                                Bytes.utf8("c"),
                                target,
                                Scene.modes(TAKE)))
                .isInstanceOfSatisfying(
                        BufferTooSmallException.class, e -> assertThat(e.needed()).isEqualTo(3));
        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 0);
        assertThat(scene.committed()).contains("c=333");
    }

    @Test
    void separateTargetsAreIndependent() {
        assertThat(getAllInto(new Mode[0], new int[] {1, 1, 3}, "a", "b", "c"))
                .containsExactly(1, Sizes.TOO_SMALL, 3);
    }

    @Test
    void packedOverflowIsSticky() {
        assertThat(getPacked(new Mode[0], 2, "a", "b", "c"))
                .containsExactly(1, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(getPacked(new Mode[0], 1, "b", "a"))
                .containsExactly(Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(getPacked(new Mode[0], 1, "b", "zz", "a"))
                .containsExactly(Sizes.TOO_SMALL, Sizes.ABSENT, Sizes.TOO_SMALL);
        assertThat(getPacked(new Mode[0], 1, "b", "e"))
                .containsExactly(Sizes.TOO_SMALL, Sizes.TOO_SMALL);
    }

    @Test
    void packedValuesLieOneBehindTheOther() {
        MemorySegment target = MemorySegment.ofArray(new byte[6]);

        long[] sizes =
                ReadOperations.getPacked(
                        scene.tx, Scene.KEYSPACE, Scene.keys("a", "b", "c"), target);

        assertThat(sizes).containsExactly(1, 2, 3);
        assertThat(Bytes.text(target.toArray(ValueLayout.JAVA_BYTE))).isEqualTo("122333");
    }

    @Test
    void consumeRemovesWhatIsDelivered() {
        byte[] value =
                WriteOperations.get(scene.tx, Scene.KEYSPACE, Bytes.utf8("a"), Scene.modes(TAKE));
        assertThat(value).isEqualTo(Bytes.utf8("1"));
        assertThat(
                        WriteOperations.get(
                                scene.tx, Scene.KEYSPACE, Bytes.utf8("a"), Scene.modes(TAKE)))
                .isNull();
        assertThat(
                        WriteOperations.getInto(
                                scene.tx,
                                Scene.KEYSPACE,
                                Bytes.utf8("b"),
                                MemorySegment.ofArray(new byte[2]),
                                Scene.modes(Mode.CONSUME, Mode.INLINE)))
                .isEqualTo(2);
        assertThat(scene.committed()).containsExactly("c=333", "e=");
    }

    @Test
    void consumeOfSeveralTakesThePresentOnes() {
        List<byte @org.jspecify.annotations.Nullable []> values =
                WriteOperations.getAll(
                        scene.tx, Scene.KEYSPACE, Scene.keys("a", "zz", "a"), Scene.modes(TAKE));

        assertThat(Scene.texts(values)).containsExactly("1", null, "1");
        assertThat(scene.committed()).containsExactly("b=22", "c=333", "e=");
    }

    @Test
    void withoutConsumeNothingIsRemoved() {
        WriteOperations.get(scene.tx, Scene.KEYSPACE, Bytes.utf8("a"), Scene.modes());
        WriteOperations.getAll(
                scene.tx, Scene.KEYSPACE, Scene.keys("a", "b"), Scene.modes(Mode.APPEND));
        getAllInto(new Mode[0], new int[] {1}, "a");
        getPacked(new Mode[0], 1, "a");

        assertThat(scene.tx.hasWrites()).isFalse();
    }

    @Test
    void consumeKeepsWhatDidNotFit() {
        assertThat(getPacked(TAKE, 2, "b", "c")).containsExactly(2, Sizes.TOO_SMALL);
        assertThat(getAllInto(TAKE, new int[] {0, 3}, "a", "c"))
                .containsExactly(Sizes.TOO_SMALL, 3);
        assertThat(scene.committed()).containsExactly("a=1", "e=");
    }

    @Test
    void consumeOfARepeatedKeyDeliversItEachTime() {
        assertThat(getPacked(TAKE, 4, "b", "b")).containsExactly(2, 2);
        assertThat(getAllInto(TAKE, new int[] {3, 0, 3}, "c", "c", "c"))
                .containsExactly(3, Sizes.TOO_SMALL, 3);
        assertThat(scene.committed()).containsExactly("a=1", "e=");
    }

    @Test
    void consumeDoesNotKeepTheCallersKey() {
        byte[] key = Bytes.utf8("a");

        WriteOperations.get(scene.tx, Scene.KEYSPACE, key, Scene.modes(TAKE));
        key[0] = 'b';

        assertThat(scene.committed()).containsExactly("b=22", "c=333", "e=");
    }

    @Test
    void waitIsRefusedOnAPlainRead() {
        assertThatThrownBy(() ->
                        WriteOperations.get(
                                scene.tx,
                                Scene.KEYSPACE,
                                Bytes.utf8("a"),
                                Scene.modes(Mode.WAIT, Mode.CONSUME)))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("Database.waiting()");
        assertThat(scene.stored.reads).isZero();
    }

    @Test
    void unusableTargetsAreRefusedBeforeReading() {
        MemorySegment readOnly = MemorySegment.ofArray(new byte[4]).asReadOnly();

        assertThatThrownBy(() ->
                        ReadOperations.getInto(scene.tx, Scene.KEYSPACE, Bytes.utf8("a"), readOnly))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() ->
                        ReadOperations.getAllInto(
                                scene.tx, Scene.KEYSPACE, Scene.keys("a"), List.of(readOnly)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> getAllInto(TAKE, new int[] {1}, "a", "b"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("items=2, targets=1");
        assertThat(scene.stored.reads).isZero();
    }

    private long getInto(String key, int room) {
        return ReadOperations.getInto(
                scene.tx, Scene.KEYSPACE, Bytes.utf8(key), MemorySegment.ofArray(new byte[room]));
    }

    private long[] getAllInto(Mode[] modes, int[] rooms, String... keys) {
        List<MemorySegment> targets =
                IntStream.of(rooms)
                        .mapToObj(room -> MemorySegment.ofArray(new byte[room]))
                        .toList();
        return WriteOperations.getAllInto(
                scene.tx, Scene.KEYSPACE, Scene.keys(keys), targets, Scene.modes(modes));
    }

    private long[] getPacked(Mode[] modes, int room, String... keys) {
        return WriteOperations.getPacked(
                scene.tx,
                Scene.KEYSPACE,
                Scene.keys(keys),
                MemorySegment.ofArray(new byte[room]),
                Scene.modes(modes));
    }
}
