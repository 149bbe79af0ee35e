package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.hex;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.range;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.TransactionStateException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cursors: direction, start, limits, filters, and what they say at the end. */
class ScanContract extends EverywhereContract {

    private static final String[] D = ListContract.D;
    private static final ScanOptions ALL = ScanOptions.all();

    private String scanned(KeyRange range, ScanOptions options) {
        return run(D, view -> text(view, range, options));
    }

    @Test
    @DisplayName("K35 a scan delivers everything, in order")
    void everything() {
        assertThat(scanned(KeyRange.all(), ALL))
                .isEqualTo("a1=A a2=B a3=C b1=D b2=E c1.txt=F c2.bin=G c3.txt=H");
    }

    @Test
    @DisplayName("K35 in reverse")
    void reverse() {
        assertThat(scanned(KeyRange.all(), ALL.reverse()))
                .isEqualTo("c3.txt=H c2.bin=G c1.txt=F b2=E b1=D a3=C a2=B a1=A");
    }

    @Test
    @DisplayName("K35 a scan can be left early")
    void stopped() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all())) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(text(cursor.key())).isEqualTo("a1");
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("K35 what a caller throws in the middle of a scan reaches its caller")
    void thrown() {
        assertThatThrownBy(() ->
                        run(
                                D,
                                view -> {
                                    try (Cursor cursor = view.scan(KeyRange.all())) {
                                        cursor.next();
                                        throw new IllegalStateException("mine");
                                    }
                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORE_KEYS", "KEEP_LAST"})
    @DisplayName("K36 flags that hide keys are refused")
    void k36(Mode mode) {
        assertThatThrownBy(() -> scanned(KeyRange.all(), ALL.with(Modes.of(mode))))
                .isInstanceOf(InvalidModeException.class);
    }

    @Test
    @DisplayName("K02 a scan starts after its start, in its own direction")
    void from() {
        assertThat(scanned(KeyRange.all(), ALL.from(b("b2"))))
                .isEqualTo("c1.txt=F c2.bin=G c3.txt=H");
        assertThat(scanned(KeyRange.all(), ALL.reverse().from(b("a3")))).isEqualTo("a2=B a1=A");
    }

    @Test
    @DisplayName("K03 with INCLUSIVE it starts at its start")
    void fromInclusive() {
        ScanOptions inclusive = ALL.with(Modes.of(Mode.INCLUSIVE));
        assertThat(scanned(prefix("c"), inclusive.from(b("c2.bin"))))
                .isEqualTo("c2.bin=G c3.txt=H");
        assertThat(scanned(prefix("a"), inclusive.reverse().from(b("a2")))).isEqualTo("a2=B a1=A");
    }

    @Test
    @DisplayName("K04 the start need not exist, nor lie in the range")
    void fromElsewhere() {
        for (ScanOptions options : List.of(ALL, ALL.with(Modes.of(Mode.INCLUSIVE)))) {
            assertThat(scanned(prefix("b"), options.from(b("a")))).isEqualTo("b1=D b2=E");
            assertThat(scanned(prefix("b"), options.from(b("b11")))).isEqualTo("b2=E");
            assertThat(scanned(prefix("b"), options.from(b("z")))).isEmpty();
            assertThat(scanned(prefix("b"), options.reverse().from(b("z")))).isEqualTo("b2=E b1=D");
            assertThat(scanned(prefix("b"), options.reverse().from(b("b11")))).isEqualTo("b1=D");
            assertThat(scanned(prefix("b"), options.reverse().from(b("a")))).isEmpty();
        }
    }

    @Test
    @DisplayName("K01 a limit on entries")
    void limit() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all(), ALL.limit(2))) {
                        assertThat(Data.rest(cursor)).isEqualTo("a1=A a2=B");
                        assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
                        assertThat(cursor.next()).isFalse();
                    }
                    try (Cursor cursor = view.scan(KeyRange.all(), ALL.reverse().limit(1))) {
                        assertThat(Data.rest(cursor)).isEqualTo("c3.txt=H");
                        assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
                    }
                    try (Cursor cursor = view.scan(prefix("b"), ALL.limit(3))) {
                        assertThat(Data.rest(cursor)).isEqualTo("b1=D b2=E");
                        assertThat(cursor.endReason()).isEqualTo(EndReason.EXHAUSTED);
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("K32 a limit of none delivers none")
    void limitZero() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all(), ALL.limit(0))) {
                        assertThat(cursor.next()).isFalse();
                        assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("a limit on bytes ends the scan after the entry that reaches it")
    void byteLimit() {
        assertThat(scanned(KeyRange.all(), ALL.byteLimit(3))).isEqualTo("a1=A");
        assertThat(scanned(KeyRange.all(), ALL.byteLimit(4))).isEqualTo("a1=A a2=B");
        assertThat(scanned(KeyRange.all(), ALL.reverse().byteLimit(8)))
                .isEqualTo("c3.txt=H c2.bin=G");
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all(), ALL.byteLimit(6))) {
                        assertThat(Data.rest(cursor)).isEqualTo("a1=A a2=B");
                        assertThat(cursor.endReason()).isEqualTo(EndReason.BYTE_LIMIT);
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("K33 the end is told, and stays")
    void end() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(prefix("zz"))) {
                        assertThatThrownBy(cursor::endReason)
                                .isInstanceOf(TransactionStateException.class);
                        assertThat(cursor.next()).isFalse();
                        assertThat(cursor.next()).isFalse();
                        assertThat(cursor.endReason()).isEqualTo(EndReason.EXHAUSTED);
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("there is no entry before the first step and after the last")
    void noEntry() {
        run(
                given("a", "1"),
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all())) {
                        noEntry(cursor);
                        assertThat(cursor.next()).isTrue();
                        assertThatThrownBy(cursor::endReason)
                                .isInstanceOf(TransactionStateException.class);
                        assertThat(cursor.next()).isFalse();
                        noEntry(cursor);
                    }
                    return true;
                });
    }

    private static void noEntry(Cursor cursor) {
        List<Runnable> accessors =
                List.of(cursor::key, cursor::value, cursor::keySegment, cursor::valueSegment);
        for (Runnable accessor : accessors) {
            assertThatThrownBy(accessor::run).isInstanceOf(TransactionStateException.class);
        }
    }

    @Test
    @DisplayName("K09 NO_PREFIX strips the range's prefix")
    void noPrefix() {
        ScanOptions strip = ALL.with(Modes.of(Mode.NO_PREFIX));
        assertThat(scanned(prefix("a"), strip)).isEqualTo("1=A 2=B 3=C");
        assertThat(scanned(prefix("a"), strip.reverse())).isEqualTo("3=C 2=B 1=A");
        assertThat(scanned(prefix("b1"), strip)).isEqualTo("=D");
        assertThatThrownBy(() -> scanned(range("a", "b"), strip))
                .isInstanceOf(InvalidModeException.class);
    }

    @Test
    @DisplayName("K11 SUFFIX delivers the keys that end so, in both directions")
    void suffix() {
        assertThat(scanned(KeyRange.all(), ALL.suffix(b(".txt")))).isEqualTo("c1.txt=F c3.txt=H");
        assertThat(scanned(KeyRange.all(), ALL.suffix(b(".txt")).reverse()))
                .isEqualTo("c3.txt=H c1.txt=F");
        assertThat(scanned(KeyRange.all(), ALL.suffix(b(".txt")).limit(1))).isEqualTo("c1.txt=F");
        assertThat(scanned(prefix("a"), ALL.suffix(b("2")))).isEqualTo("a2=B");
        assertThat(scanned(prefix("b"), ALL.suffix(b("")))).isEqualTo("b1=D b2=E");
    }

    @Test
    @DisplayName("K12 NO_PREFIX with SUFFIX strips the suffix")
    void suffixStripped() {
        ScanOptions options = ALL.with(Modes.of(Mode.NO_PREFIX)).suffix(b(".txt"));
        assertThat(scanned(KeyRange.all(), options)).isEqualTo("c1=F c3=H");
    }

    @Test
    @DisplayName("a negative limit is refused")
    void negativeLimit() {
        assertThatThrownBy(() -> ALL.limit(-1)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> ALL.byteLimit(-1)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @DisplayName("K37 a cursor shows one state: writes made while it is open do not appear")
    void oneState() {
        run(
                D,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all());
                            Cursor back = view.scan(KeyRange.all(), ALL.reverse())) {
                        cursor.next();
                        back.next();
                        view.put(b("a0"), b("behind"));
                        view.put(b("b15"), b("ahead"));
                        view.put(b("b2"), b("changed"));
                        view.delete(b("b1"));
                        view.deleteRange(prefix("c2"));
                        assertThat(Data.rest(cursor))
                                .isEqualTo("a2=B a3=C b1=D b2=E c1.txt=F c2.bin=G c3.txt=H");
                        assertThat(Data.rest(back))
                                .isEqualTo("c2.bin=G c1.txt=F b2=E b1=D a3=C a2=B a1=A");
                    }
                    return true;
                });
        assertThat(state())
                .isEqualTo("a0=behind a1=A a2=B a3=C b15=ahead b2=changed c1.txt=F c3.txt=H");
    }

    @Test
    @DisplayName("several cursors walk independently")
    void several() {
        run(
                D,
                view -> {
                    List<Cursor> cursors = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        cursors.add(view.scan(prefix("a"), i % 2 == 0 ? ALL : ALL.reverse()));
                    }
                    List<String> seen = new ArrayList<>();
                    for (int step = 0; step < 3; step++) {
                        for (Cursor cursor : cursors) {
                            assertThat(cursor.next()).isTrue();
                            seen.add(text(cursor.key()));
                        }
                    }
                    cursors.forEach(Cursor::close);
                    assertThat(String.join(" ", seen))
                            .isEqualTo("a1 a3 a1 a3 a1 a2 a2 a2 a2 a2 a3 a1 a3 a1 a3");
                    return true;
                });
    }

    @Test
    @DisplayName("K34 a prefix of 0xFF bytes, in both directions")
    void prefixWithoutEnd() {
        run(
                given(),
                view -> {
                    for (String key : List.of("fe", "feff", "ff", "ffff", "ffff01", "ffffff")) {
                        view.put(hex(key), b(key));
                    }
                    KeyRange range = KeyRange.prefix(hex("ffff"));
                    assertThat(values(view.scan(range))).isEqualTo("ffff ffff01 ffffff");
                    assertThat(values(view.scan(range, ALL.reverse())))
                            .isEqualTo("ffffff ffff01 ffff");
                    assertThat(values(view.scan(KeyRange.prefix(hex("feff"))))).isEqualTo("feff");
                    assertThat(view.count(range)).isEqualTo(3);
                    return true;
                });
    }

    private static String values(Cursor opened) {
        try (Cursor cursor = opened) {
            List<String> values = new ArrayList<>();
            while (cursor.next()) {
                values.add(text(cursor.value()));
            }
            return String.join(" ", values);
        }
    }

    @Test
    @DisplayName("values of all sizes come through a scan, in both directions")
    void sizes() {
        int[] lengths = {0, 1, 100, 4_095, 4_096, 70_000, 0, 1_000_000};
        run(
                given(),
                view -> {
                    for (int i = 0; i < lengths.length; i++) {
                        byte[] value = new byte[lengths[i]];
                        java.util.Arrays.fill(value, (byte) i);
                        view.put(new byte[] {(byte) i}, value);
                    }
                    return true;
                });
        for (ScanOptions options : List.of(ALL, ALL.reverse())) {
            try (Cursor cursor = view().scan(KeyRange.all(), options)) {
                int seen = 0;
                while (cursor.next()) {
                    int i = cursor.key()[0];
                    byte[] expected = new byte[lengths[i]];
                    java.util.Arrays.fill(expected, (byte) i);
                    assertThat(java.util.Arrays.equals(cursor.value(), expected))
                            .as("value %s", i)
                            .isTrue();
                    assertThat(cursor.valueSegment().byteSize()).isEqualTo(lengths[i]);
                    seen++;
                }
                assertThat(seen).isEqualTo(lengths.length);
            }
        }
    }
}
