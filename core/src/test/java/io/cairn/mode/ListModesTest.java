package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidModeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The truth table of listings that return arrays: one row per request over the same eight keys.
 * Empty keys print as a dot.
 */
final class ListModesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            emptyValue = "",
            value = {
                "K01 from the beginning        | ''     | ''   | 3  | -                              | a1 a2 a3      | a3     | LIMIT",
                "K02 after a key               | a2     | ''   | 3  | -                              | a3 b1 b2      | b2     | LIMIT",
                "K03 at a key                  | a2     | ''   | 3  | INCLUSIVE                      | a2 a3 b1      | b1     | LIMIT",
                "K04 after an absent key       | a25    | ''   | 2  | -                              | a3 b1         | b1     | LIMIT",
                "K04 at an absent key          | a25    | ''   | 2  | INCLUSIVE                      | a3 b1         | b1     | LIMIT",
                "K05 prefix                    | ''     | b    | 5  | -                              | b1 b2         | b2     | EXHAUSTED",
                "K06 prefix, after             | a2     | a    | 5  | -                              | a3            | a3     | EXHAUSTED",
                "K06 prefix, at                | a2     | a    | 5  | INCLUSIVE                      | a2 a3         | a3     | EXHAUSTED",
                "K07 start behind the prefix   | b1     | a    | 5  | -                              | -             | -      | EXHAUSTED",
                "K08 start before the prefix   | a1     | b    | 5  | -                              | b1 b2         | b2     | EXHAUSTED",
                "K09 prefix cut off            | ''     | a    | 3  | NO_PREFIX                      | 1 2 3         | a3     | LIMIT",
                "K10 nothing left              | ''     | b1   | 3  | NO_PREFIX                      | .             | b1     | EXHAUSTED",
                "K11 suffix                    | ''     | .txt | 5  | SUFFIX                         | c1.txt c3.txt | c3.txt | EXHAUSTED",
                "K12 suffix cut off            | ''     | .txt | 5  | SUFFIX NO_PREFIX               | c1 c3         | c3.txt | EXHAUSTED",
                "K13 suffix, after             | c1.txt | .txt | 5  | SUFFIX                         | c3.txt        | c3.txt | EXHAUSTED",
                "K13 suffix, at                | c1.txt | .txt | 5  | SUFFIX INCLUSIVE               | c1.txt c3.txt | c3.txt | EXHAUSTED",
                "K14 empty suffix              | ''     | ''   | 2  | SUFFIX                         | a1 a2         | a2     | LIMIT",
                "K15 start is the full key     | a1     | a    | 1  | NO_PREFIX                      | 2             | a2     | LIMIT",
                "K16 no keys                   | ''     | ''   | 3  | IGNORE_KEYS                    | . . .         | a3     | LIMIT",
                "K17 last key only             | ''     | ''   | 3  | KEEP_LAST                      | . . a3        | a3     | LIMIT",
                "K18 last key, at the end      | ''     | ''   | 10 | KEEP_LAST                      | . . . . . . . c3.txt | c3.txt | EXHAUSTED",
                "K19 last key of the prefix    | ''     | a    | 10 | KEEP_LAST                      | . . a3        | a3     | EXHAUSTED",
                "K20 last key with the suffix  | ''     | .bin | 5  | KEEP_LAST SUFFIX               | c2.bin        | c2.bin | EXHAUSTED",
                "K21 last key with the suffix  | ''     | .txt | 5  | KEEP_LAST SUFFIX               | . c3.txt      | c3.txt | EXHAUSTED",
                "K22 last key, cut             | a2     | a    | 2  | INCLUSIVE NO_PREFIX KEEP_LAST  | . 3           | a3     | LIMIT",
                "K23 last key, suffix cut      | c1.txt | .txt | 2  | INCLUSIVE NO_PREFIX SUFFIX KEEP_LAST | . c3    | c3.txt | LIMIT",
                "K24 one key                   | a1     | ''   | 1  | INCLUSIVE KEEP_LAST            | a1            | a1     | LIMIT",
                "K26 last key                  | ''     | a    | 3  | KEEP_LAST                      | . . a3        | a3     | LIMIT",
                "K26 last key, fewer           | ''     | a    | 5  | KEEP_LAST                      | . . a3        | a3     | EXHAUSTED",
                "K32 none asked                | ''     | ''   | 0  | -                              | -             | -      | LIMIT",
                "K33 behind the end            | d      | ''   | 3  | -                              | -             | -      | EXHAUSTED",
                "K38 prefix longer than keys   | ''     | c1.txtx | 3 | -                            | -             | -      | EXHAUSTED",
                "irrelevant flags              | ''     | b    | 2  | APPEND WAIT INLINE UPDATE_NEW  | b1 b2         | b2     | LIMIT"
            })
    void onePage(
            String name,
            String from,
            String filter,
            int count,
            String flags,
            String keys,
            String resumeKey,
            EndReason endReason) {
        Scene scene = Scene.listing();
        ListRequest request = Scene.page(from, filter, count, flags(flags));

        KeyPage page = ReadOperations.listKeys(scene.tx, Scene.KEYSPACE, request);
        EntryPage entries = ReadOperations.list(scene.tx, Scene.KEYSPACE, request);

        assertThat(shown(page.keys())).isEqualTo(keys == null ? "" : keys);
        assertThat(text(page.resumeKey())).isEqualTo(resumeKey);
        assertThat(page.endReason()).isEqualTo(endReason);
        assertThat(shown(entries.entries().stream().map(Entry::key).toList()))
                .isEqualTo(keys == null ? "" : keys);
        assertThat(text(entries.resumeKey())).isEqualTo(resumeKey);
        assertThat(entries.endReason()).isEqualTo(endReason);
    }

    @Test
    void entriesCarryTheirValuesWhateverHappensToTheKeys() {
        Scene scene = Scene.listing();

        EntryPage page =
                ReadOperations.list(
                        scene.tx, Scene.KEYSPACE, Scene.page("", "a", 5, Mode.IGNORE_KEYS));

        assertThat(page.entries())
                .containsExactly(Scene.entry("", "A"), Scene.entry("", "B"), Scene.entry("", "C"));
    }

    @Test
    void keysComeInUnsignedOrder() {
        Scene scene = new Scene();
        byte[][] order = {{'a'}, {'a', 0}, {'a', 'b'}, {0x7F}, {(byte) 0x80}, {(byte) 0xFF}};
        for (int i = order.length - 1; i >= 0; i--) {
            scene.stored.map.put(order[i], Bytes.EMPTY);
        }

        assertThat(ReadOperations.listKeys(scene.tx, Scene.KEYSPACE, ListRequest.first(9)).keys())
                .containsExactly(order);
    }

    @Test
    void pagesOfLastKeysCoverAPrefixWithoutGapOrRepetition() {
        Scene scene = new Scene();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String key = (i % 2 == 0 ? "even:" : "odd:") + String.format("%03d", i);
            scene.stored.map.put(Bytes.utf8(key), Bytes.utf8("v" + i));
            if (i % 2 == 0) {
                expected.add("v" + i);
            }
        }
        List<String> seen = new ArrayList<>();
        ListRequest request = Scene.page("", "even:", 7, Mode.KEEP_LAST);
        EntryPage page;
        do {
            page = ReadOperations.list(scene.tx, Scene.KEYSPACE, request);
            page.entries().forEach(entry -> seen.add(Bytes.text(entry.value())));
            if (page.resumeKey() != null) {
                assertThat(page.entries().getLast().key()).isEqualTo(page.resumeKey());
                request = request.from(page.resumeKey());
            }
        } while (page.endReason() != EndReason.EXHAUSTED);

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void consumeRemovesExactlyThePage() {
        Scene scene = Scene.listing();

        KeyPage keys =
                WriteOperations.listKeys(
                        scene.tx, Scene.KEYSPACE, Scene.page("a1", "a", 1, Mode.CONSUME));
        EntryPage entries =
                WriteOperations.list(
                        scene.tx,
                        Scene.KEYSPACE,
                        Scene.page("", ".txt", 9, Mode.CONSUME, Mode.SUFFIX, Mode.KEEP_LAST));

        assertThat(shown(keys.keys())).isEqualTo("a2");
        assertThat(entries.entries())
                .containsExactly(Scene.entry("", "F"), Scene.entry("c3.txt", "H"));
        assertThat(scene.committed()).containsExactly("a1=A", "a3=C", "b1=D", "b2=E", "c2.bin=G");
    }

    @Test
    void consumedPagesDoNotShareArraysWithTheTransaction() {
        Scene scene = Scene.listing();

        KeyPage page =
                WriteOperations.listKeys(
                        scene.tx, Scene.KEYSPACE, Scene.page("", "a", 1, Mode.CONSUME));
        page.keys().getFirst()[1] = '2';
        page.resumeKey()[1] = '3';

        assertThat(scene.committed()).hasSize(7).doesNotContain("a1=A");
    }

    @Test
    void theResumeKeyIsAnArrayOfItsOwn() {
        KeyPage page =
                ReadOperations.listKeys(Scene.listing().tx, Scene.KEYSPACE, ListRequest.first(1));

        assertThat(page.resumeKey())
                .isEqualTo(page.keys().getFirst())
                .isNotSameAs(page.keys().getFirst());
    }

    @Test
    void listingsWithoutConsumeRemoveNothing() {
        Scene scene = Scene.listing();

        WriteOperations.listKeys(scene.tx, Scene.KEYSPACE, ListRequest.first(9));
        WriteOperations.list(scene.tx, Scene.KEYSPACE, ListRequest.first(9));

        assertThat(scene.tx.hasWrites()).isFalse();
    }

    @Test
    void whatCannotBeWrittenCannotBeConsumed() {
        Scene scene = Scene.listing();
        ListRequest request = ListRequest.first(9).with(Scene.modes(Mode.CONSUME));

        assertThatThrownBy(() -> ReadOperations.listKeys(scene.stored, Scene.KEYSPACE, request))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("CONSUME");
        assertThatThrownBy(() -> ReadOperations.list(scene.stored, Scene.KEYSPACE, request))
                .isInstanceOf(InvalidModeException.class);
        assertThat(scene.stored.cursors).isZero();
    }

    @Test
    void aPageOfKeysCopiesNoValueAndStopsAtItsCount() {
        Scene scene = Scene.listing();

        ReadOperations.listKeys(scene.stored, Scene.KEYSPACE, ListRequest.first(3));

        assertThat(scene.stored.valueCopies).isZero();
        assertThat(scene.stored.steps).isEqualTo(3);
    }

    private static String shown(List<byte[]> keys) {
        return String.join(
                " ", keys.stream().map(key -> key.length == 0 ? "." : Bytes.text(key)).toList());
    }

    private static String text(byte[] key) {
        return key == null ? null : Bytes.text(key);
    }

    private static Mode[] flags(String names) {
        return names == null
                ? new Mode[0]
                : Arrays.stream(names.split(" ")).map(Mode::valueOf).toArray(Mode[]::new);
    }
}
