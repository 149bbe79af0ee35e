package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.api.Mode;
import io.cairn.api.PutOutcome;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidModeException;
import io.cairn.error.LimitException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of puts: one row per state, flags and outcome. */
final class PutModesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "P01 overwrite                  | k=a | k=b | -                  | WRITTEN         | k=b",
                "P02 append                     | k=a | k=b | APPEND             | WRITTEN         | k=ab",
                "P03 append creates             | -   | k=z | APPEND             | WRITTEN         | k=z",
                "P04 new only, present          | k=a | k=X | NEW_ONLY           | ALREADY_PRESENT | k=a",
                "P05 new only, absent           | -   | k=X | NEW_ONLY           | WRITTEN         | k=X",
                "P07 exist only, absent         | -   | k=X | EXIST_ONLY         | ABSENT          | -",
                "P08 exist only, present        | k=a | k=1 | EXIST_ONLY         | WRITTEN         | k=1",
                "P09 exist only append          | k=1 | k=+ | EXIST_ONLY APPEND  | WRITTEN         | k=1+",
                "P10 exist only append, absent  | -   | k=+ | EXIST_ONLY APPEND  | ABSENT          | -",
                "P15 empty value                | k=a | k=  | -                  | WRITTEN         | k=",
                "P17 irrelevant flags           | k=a | k=b | CONSUME INCLUSIVE  | WRITTEN         | k=b",
                "P18 transport hint             | k=a | k=b | INLINE             | WRITTEN         | k=b",
                "W03 notify is always done      | k=a | k=b | WAIT               | WRITTEN         | k=b",
                "append of nothing              | k=a | k=  | APPEND             | WRITTEN         | k=a"
            })
    void onePut(
            String name,
            String before,
            String put,
            String flags,
            PutOutcome outcome,
            String after) {
        Mode[] modes = flags(flags);
        Scene single = before == null ? Scene.of() : Scene.of(before);
        Entry entry = entry(put);

        assertThat(
                        WriteOperations.put(
                                single.tx,
                                Scene.KEYSPACE,
                                entry.key(),
                                entry.value(),
                                Scene.modes(modes),
                                Scene.VALUE_BYTES_MAX))
                .isEqualTo(outcome);
        assertThat(single.committed()).isEqualTo(after == null ? List.of() : List.of(after));

        Scene several = before == null ? Scene.of() : Scene.of(before);
        assertThat(putAll(several, modes, put)).containsExactly(outcome);
        assertThat(several.committed()).isEqualTo(after == null ? List.of() : List.of(after));
    }

    @Test
    void newOnlyWritesTheAbsentOnesOfSeveral() {
        Scene scene = Scene.of("k=a");

        assertThat(putAll(scene, new Mode[] {Mode.NEW_ONLY}, "k=X", "n=Y"))
                .containsExactly(PutOutcome.ALREADY_PRESENT, PutOutcome.WRITTEN);
        assertThat(scene.committed()).containsExactly("k=a", "n=Y");
    }

    @Test
    void existOnlyWritesThePresentOnesOfSeveral() {
        Scene scene = Scene.of("k=a");

        assertThat(putAll(scene, new Mode[] {Mode.EXIST_ONLY}, "k=1", "q=2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.ABSENT);
        assertThat(scene.committed()).containsExactly("k=1");
    }

    @Test
    void aRepeatedKeyIsWrittenLastFirstOrInSequence() {
        Scene last = Scene.of();
        assertThat(putAll(last, new Mode[0], "d=1", "d=2")).containsOnly(PutOutcome.WRITTEN);
        assertThat(last.committed()).containsExactly("d=2");

        Scene first = Scene.of();
        assertThat(putAll(first, new Mode[] {Mode.NEW_ONLY}, "e=1", "e=2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.ALREADY_PRESENT);
        assertThat(first.committed()).containsExactly("e=1");

        Scene sequence = Scene.of();
        assertThat(putAll(sequence, new Mode[] {Mode.APPEND}, "x=1", "x=2"))
                .containsOnly(PutOutcome.WRITTEN);
        assertThat(sequence.committed()).containsExactly("x=12");
    }

    @Test
    void appendSeesWhatTheTransactionWroteBefore() {
        Scene scene = Scene.of("log=1");
        putAll(scene, new Mode[0], "log=2");

        putAll(scene, new Mode[] {Mode.APPEND}, "log=3");
        putAll(scene, new Mode[] {Mode.APPEND, Mode.EXIST_ONLY}, "log=4", "no=5");

        assertThat(scene.committed()).containsExactly("log=234");
    }

    @Test
    void refusedPairsDoNothing() {
        Scene scene = Scene.of();

        assertThatThrownBy(() -> putAll(scene, new Mode[] {Mode.APPEND, Mode.NEW_ONLY}, "k=1"))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("APPEND|NEW_ONLY");
        assertThatThrownBy(() ->
                        WriteOperations.put(
                                scene.tx,
                                Scene.KEYSPACE,
                                Bytes.utf8("k"),
                                Bytes.EMPTY,
                                Scene.modes(Mode.NEW_ONLY, Mode.EXIST_ONLY),
                                Scene.VALUE_BYTES_MAX))
                .isInstanceOf(InvalidModeException.class);
        assertThat(scene.tx.hasWrites()).isFalse();
        assertThat(scene.stored.reads).isZero();
    }

    @Test
    void anAppendBeyondTheLimitWritesNothing() {
        String most = "x".repeat(Scene.VALUE_BYTES_MAX);
        Scene scene = Scene.of("k=" + most.substring(1));

        assertThatThrownBy(() -> putAll(scene, new Mode[] {Mode.APPEND}, "a=1", "k=1", "k=2"))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("valueBytesMax=64")
                .hasMessageContaining("presentBytes=64");
        assertThatThrownBy(() ->
                        WriteOperations.put(
                                scene.tx,
                                Scene.KEYSPACE,
                                Bytes.utf8("k"),
                                Bytes.utf8("12"),
                                Scene.modes(Mode.APPEND),
                                Scene.VALUE_BYTES_MAX))
                .isInstanceOf(LimitException.class);
        assertThat(scene.tx.hasWrites()).isFalse();

        putAll(scene, new Mode[] {Mode.APPEND}, "k=x");
        assertThat(scene.committed()).containsExactly("k=" + most);
    }

    @Test
    void plainPutsReadNothing() {
        Scene scene = Scene.of("k=a");

        putAll(scene, new Mode[0], "k=1", "n=2");
        putAll(scene, new Mode[] {Mode.CONSUME, Mode.WAIT}, "k=3");

        assertThat(scene.stored.reads + scene.stored.cursors).isZero();
    }

    @Test
    void deleteSubtreeRemovesThePathAndWhatIsBelow() {
        Scene scene = Scene.of("a=1", "a!=2", "a/b=3", "a/b/c=4", "a0=5", "aa=6");

        WriteOperations.deleteSubtree(scene.tx, Scene.KEYSPACE, io.cairn.bytes.KeyPath.of("a"));

        assertThat(scene.committed()).containsExactly("a!=2", "a0=5", "aa=6");
    }

    private static List<PutOutcome> putAll(Scene scene, Mode[] modes, String... pairs) {
        List<Entry> entries = Arrays.stream(pairs).map(PutModesTest::entry).toList();
        return WriteOperations.putAll(
                scene.tx, Scene.KEYSPACE, entries, Scene.modes(modes), Scene.VALUE_BYTES_MAX);
    }

    private static Entry entry(String pair) {
        int at = pair.indexOf('=');
        return Scene.entry(pair.substring(0, at), pair.substring(at + 1));
    }

    private static Mode[] flags(String names) {
        return names == null
                ? new Mode[0]
                : Arrays.stream(names.split(" ")).map(Mode::valueOf).toArray(Mode[]::new);
    }
}
