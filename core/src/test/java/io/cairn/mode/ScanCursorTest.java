package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidModeException;
import io.cairn.error.TransactionStateException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scan options over an engine's cursor: start, direction, limits, filters, cutting, consuming. */
final class ScanCursorTest {

    private static final KeyRange A = KeyRange.prefix(Bytes.utf8("a"));
    private static final KeyRange B_TO_END = KeyRange.of(Bytes.utf8("b"), null);

    private final Scene scene = Scene.listing();
    private EndReason ended;

    @Test
    void walksTheRangeInBothDirections() {
        assertThat(scan(B_TO_END, ScanOptions.all()))
                .containsExactly("b1", "b2", "c1.txt", "c2.bin", "c3.txt");
        assertThat(ended).isEqualTo(EndReason.EXHAUSTED);
        assertThat(scan(A, ScanOptions.all().reverse())).containsExactly("a3", "a2", "a1");
        assertThat(scan(KeyRange.of(Bytes.utf8("b"), Bytes.utf8("a")), ScanOptions.all()))
                .isEmpty();
        assertThat(ended).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    void startsAfterOrAtAKeyInScanOrder() {
        Modes at = Modes.of(Mode.INCLUSIVE);

        assertThat(scan(A, from("a2"))).containsExactly("a3");
        assertThat(scan(A, from("a2").with(at))).containsExactly("a2", "a3");
        assertThat(scan(A, from("a2").reverse())).containsExactly("a1");
        assertThat(scan(A, from("a2").with(at).reverse())).containsExactly("a2", "a1");
        assertThat(scan(A, from("a25").reverse())).containsExactly("a2", "a1");
        assertThat(scan(A, from("a"))).containsExactly("a1", "a2", "a3");
        assertThat(scan(A, from("b").reverse())).containsExactly("a3", "a2", "a1");
        assertThat(scan(A, from("").reverse())).isEmpty();
        assertThat(scan(A, from("b"))).isEmpty();
    }

    @Test
    void stopsAtTheEntryLimitWithoutLookingFurther() {
        assertThat(scan(A, ScanOptions.all().limit(2))).containsExactly("a1", "a2");
        assertThat(ended).isEqualTo(EndReason.LIMIT);
        assertThat(scene.stored.steps).isEqualTo(2);
        assertThat(scan(A, ScanOptions.all().limit(0))).isEmpty();
        assertThat(ended).isEqualTo(EndReason.LIMIT);
        assertThat(scan(A, ScanOptions.all().limit(3))).hasSize(3);
        assertThat(ended).isEqualTo(EndReason.LIMIT);
        assertThat(scan(A, ScanOptions.all().limit(4))).hasSize(3);
        assertThat(ended).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    void stopsAfterTheEntryThatReachesTheByteLimit() {
        assertThat(scan(A, ScanOptions.all().byteLimit(6))).containsExactly("a1", "a2");
        assertThat(ended).isEqualTo(EndReason.BYTE_LIMIT);
        assertThat(scan(A, ScanOptions.all().byteLimit(7))).containsExactly("a1", "a2", "a3");
        assertThat(scan(A, ScanOptions.all().byteLimit(0))).containsExactly("a1");
        assertThat(ended).isEqualTo(EndReason.BYTE_LIMIT);
        assertThat(scan(A, ScanOptions.all().byteLimit(100))).hasSize(3);
        assertThat(ended).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    void suffixAndNoPrefixSelectAndCut() {
        ScanOptions text = ScanOptions.all().suffix(Bytes.utf8(".txt"));
        Modes cut = Modes.of(Mode.NO_PREFIX);

        assertThat(scan(KeyRange.all(), text)).containsExactly("c1.txt", "c3.txt");
        assertThat(scan(KeyRange.all(), text.limit(1).reverse())).containsExactly("c3.txt");
        assertThat(scan(KeyRange.all(), text.with(Modes.of(Mode.SUFFIX, Mode.NO_PREFIX))))
                .containsExactly("c1", "c3");
        assertThat(scan(A, ScanOptions.all().with(cut))).containsExactly("1", "2", "3");
        assertThat(
                        scan(
                                A,
                                from("a1")
                                        .with(cut)
                                        .reverse()
                                        .with(Modes.of(Mode.NO_PREFIX, Mode.INCLUSIVE))))
                .containsExactly("1");
        assertThat(
                        scan(
                                A,
                                new ScanOptions(
                                        from("a").direction(),
                                        9,
                                        9,
                                        null,
                                        Modes.of(Mode.SUFFIX),
                                        null)))
                .containsExactly("a1", "a2", "a3");
        assertThat(
                        scan(
                                KeyRange.all(),
                                ScanOptions.all().suffix(Bytes.utf8("much longer than any key"))))
                .isEmpty();
    }

    @Test
    void noPrefixNeedsAPrefix() {
        assertThatThrownBy(() -> scan(B_TO_END, ScanOptions.all().with(Modes.of(Mode.NO_PREFIX))))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("KeyRange.prefix");
        assertThat(scene.stored.cursors).isZero();
    }

    @Test
    void consumeRemovesEachEntryAsItIsDelivered() {
        ScanOptions options = ScanOptions.all().with(Modes.of(Mode.CONSUME, Mode.NO_PREFIX));

        assertThat(scan(A, options.limit(2))).containsExactly("1", "2");

        assertThat(scene.committed()).hasSize(6).startsWith("a3=C");
    }

    @Test
    void consumeNeedsSomethingThatCanBeWritten() {
        ScanOptions options = ScanOptions.all().with(Modes.of(Mode.CONSUME));

        assertThatThrownBy(() -> ScanCursor.open(scene.stored, Scene.KEYSPACE, A, options, null))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("read-write transaction");
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORE_KEYS", "KEEP_LAST"})
    void keysCannotBeIgnored(Mode mode) {
        assertThatThrownBy(() -> scan(A, ScanOptions.all().with(Modes.of(mode))))
                .isInstanceOf(InvalidModeException.class)
                .hasMessageContaining("IGNORE_KEYS");
    }

    @Test
    void theFirstReasonToEndStays() {
        try (ScanCursor cursor = open(KeyRange.single(Bytes.utf8("a1")), ScanOptions.all())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.endReason()).isEqualTo(EndReason.EXHAUSTED);
        }
    }

    @Test
    void aKeyThatIsOnlyTheEndOfTheSuffixDoesNotPass() {
        assertThat(scan(A, ScanOptions.all().suffix(Bytes.utf8("xa1")))).isEmpty();
    }

    @Test
    void staysAtItsEnd() {
        try (ScanCursor cursor = open(A, ScanOptions.all().limit(1))) {
            assertThat(cursor.positioned()).isFalse();
            assertThatThrownBy(cursor::endReason).isInstanceOf(TransactionStateException.class);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.positioned()).isTrue();
            assertThat(cursor.value()).isEqualTo(Bytes.utf8("A"));
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.positioned()).isFalse();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
        }
    }

    private static ScanOptions from(String key) {
        return ScanOptions.all().from(Bytes.utf8(key));
    }

    private ScanCursor open(KeyRange range, ScanOptions options) {
        return ScanCursor.open(
                scene.tx,
                Scene.KEYSPACE,
                range,
                options,
                key -> scene.tx.delete(Scene.KEYSPACE, key));
    }

    private List<String> scan(KeyRange range, ScanOptions options) {
        List<String> keys = new ArrayList<>();
        try (ScanCursor cursor = open(range, options)) {
            while (cursor.next()) {
                keys.add(Bytes.text(cursor.key()));
                assertThat(cursor.keySegment().toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(cursor.key());
                assertThat(cursor.valueSegment().toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(cursor.value());
            }
            ended = cursor.endReason();
        }
        return keys;
    }
}
