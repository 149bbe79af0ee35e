package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.entries;
import static io.cairn.testing.contract.Data.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.LimitException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the forms of put do to a key that is there and to one that is not. */
class PutContract extends EverywhereContract {

    private PutOutcome put(String[] state, String key, String value, Modes modes) {
        return run(state, view -> view.put(b(key), b(value), modes));
    }

    private List<PutOutcome> putAll(String[] state, Modes modes, String... keysAndValues) {
        return run(state, view -> view.putAll(entries(keysAndValues), modes));
    }

    @Test
    @DisplayName("P01 a put replaces")
    void p01() {
        assertThat(put(given("k", "a"), "k", "b", Modes.none())).isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=b");
    }

    @Test
    @DisplayName("P02 APPEND adds to the value")
    void p02() {
        assertThat(put(given("k", "a"), "k", "b", Modes.of(Mode.APPEND)))
                .isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=ab");
    }

    @Test
    @DisplayName("P03 APPEND creates")
    void p03() {
        assertThat(put(given(), "k", "z", Modes.of(Mode.APPEND))).isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=z");
    }

    @Test
    @DisplayName("P04 NEW_ONLY keeps what is there")
    void p04() {
        assertThat(put(given("k", "a"), "k", "X", Modes.of(Mode.NEW_ONLY)))
                .isEqualTo(PutOutcome.ALREADY_PRESENT);
        assertThat(state()).isEqualTo("k=a");
    }

    @Test
    @DisplayName("P05 NEW_ONLY creates")
    void p05() {
        assertThat(put(given(), "k", "X", Modes.of(Mode.NEW_ONLY))).isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=X");
    }

    @Test
    @DisplayName("P06 a multi NEW_ONLY writes the new keys and says which")
    void p06() {
        assertThat(putAll(given("k", "a"), Modes.of(Mode.NEW_ONLY), "k", "X", "n", "Y"))
                .containsExactly(PutOutcome.ALREADY_PRESENT, PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=a n=Y");
    }

    @Test
    @DisplayName("P07 EXIST_ONLY does not create")
    void p07() {
        assertThat(put(given(), "k", "X", Modes.of(Mode.EXIST_ONLY))).isEqualTo(PutOutcome.ABSENT);
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("P08 a multi EXIST_ONLY replaces the present keys and says which")
    void p08() {
        assertThat(putAll(given("k", "a"), Modes.of(Mode.EXIST_ONLY), "k", "1", "q", "2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.ABSENT);
        assertThat(state()).isEqualTo("k=1");
    }

    @Test
    @DisplayName("P09 EXIST_ONLY with APPEND adds to what is there")
    void p09() {
        assertThat(put(given("k", "1"), "k", "+", Modes.of(Mode.EXIST_ONLY, Mode.APPEND)))
                .isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=1+");
    }

    @Test
    @DisplayName("P10 EXIST_ONLY with APPEND does not create")
    void p10() {
        assertThat(put(given(), "k", "+", Modes.of(Mode.EXIST_ONLY, Mode.APPEND)))
                .isEqualTo(PutOutcome.ABSENT);
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("P11, Y24 refused pairs are refused before any write")
    void p11() {
        for (Modes refused :
                List.of(
                        Modes.of(Mode.APPEND, Mode.NEW_ONLY),
                        Modes.of(Mode.NEW_ONLY, Mode.EXIST_ONLY))) {
            assertThatThrownBy(() -> put(given(), "k", "X", refused))
                    .isInstanceOf(InvalidModeException.class);
            assertThatThrownBy(() -> putAll(given(), refused, "k", "X", "n", "Y"))
                    .isInstanceOf(InvalidModeException.class);
            assertThat(state()).isEmpty();
        }
    }

    @Test
    @DisplayName("P12, Y27 of a repeated key the last value wins")
    void p12() {
        assertThat(putAll(given(), Modes.none(), "d", "1", "d", "2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("d=2");
    }

    @Test
    @DisplayName("P12 the same without modes")
    void p12WithoutModes() {
        run(
                given("d", "0"),
                view -> {
                    view.putAll(entries("d", "1", "c", "3", "d", "2"));
                    return true;
                });
        assertThat(state()).isEqualTo("c=3 d=2");
    }

    @Test
    @DisplayName("P13 of a repeated NEW_ONLY key the first value wins")
    void p13() {
        assertThat(putAll(given(), Modes.of(Mode.NEW_ONLY), "e", "1", "e", "2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.ALREADY_PRESENT);
        assertThat(state()).isEqualTo("e=1");
    }

    @Test
    @DisplayName("P14 of a repeated APPEND key all values are appended")
    void p14() {
        assertThat(putAll(given(), Modes.of(Mode.APPEND), "x", "1", "x", "2"))
                .containsExactly(PutOutcome.WRITTEN, PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("x=12");
    }

    @Test
    @DisplayName("P15, S03, Y28 an empty value is a value")
    void p15() {
        assertThat(put(given(), "k", "", Modes.none())).isEqualTo(PutOutcome.WRITTEN);
        assertThat(view().get(b("k"))).isEmpty();
        assertThat(view().length(b("k"))).isEqualTo(OptionalLong.of(0));
        assertThat(view().exists(b("k"))).isTrue();
        assertThat(state()).isEqualTo("k=");
    }

    @Test
    @DisplayName("P15 an empty value can be appended to")
    void p15Append() {
        put(given("k", ""), "k", "a", Modes.of(Mode.APPEND));
        assertThat(state()).isEqualTo("k=a");
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND", "NEW_ONLY", "EXIST_ONLY", "INLINE"})
    @DisplayName("P16 an empty key is refused, alone or in a batch, and nothing is written")
    void p16(Mode mode) {
        for (Modes modes : List.of(Modes.none(), Modes.of(mode))) {
            assertThatThrownBy(() -> put(given(), "", "X", modes))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> putAll(given(), modes, "a", "1", "", "2", "c", "3"))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThatThrownBy(() ->
                        run(
                                given(),
                                view -> {
                                    view.putAll(entries("a", "1", "", "2", "c", "3"));
                                    return true;
                                }))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("P16 a refused batch leaves nothing pending in its transaction")
    void p16InTransaction() {
        run(
                given(),
                view -> {
                    assertThatThrownBy(() -> view.putAll(entries("a", "1", "", "2")))
                            .isInstanceOf(InvalidArgumentException.class);
                    return view.put(b("z"), b("9"), Modes.none());
                });
        assertThat(state()).isEqualTo("z=9");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "INCLUSIVE",
                "CONSUME",
                "WAIT",
                "NO_PREFIX",
                "IGNORE_KEYS",
                "KEEP_LAST",
                "SUFFIX",
                "LUA_FILTER",
                "IGNORE_DOCS",
                "FILTER_VALUE",
                "LIB_FILTER",
                "UPDATE_NEW"
            })
    @DisplayName("P17 flags without meaning for put are ignored")
    void p17(Mode mode) {
        assertThat(put(given("k", "a"), "k", "b", Modes.of(mode))).isEqualTo(PutOutcome.WRITTEN);
        assertThat(view().put(b("k"), b("c"), Modes.of(Mode.APPEND, mode)))
                .isEqualTo(PutOutcome.WRITTEN);
        assertThat(state()).isEqualTo("k=bc");
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND", "NEW_ONLY", "EXIST_ONLY"})
    @DisplayName("P18 INLINE changes no result")
    void p18(Mode mode) {
        Modes plain = Modes.of(mode);
        PutOutcome absent = put(given(), "k", "1", plain);
        String afterAbsent = state();
        view().delete(b("k"));
        assertThat(put(given(), "k", "1", plain.and(Mode.INLINE))).isEqualTo(absent);
        assertThat(state()).isEqualTo(afterAbsent);
        view().put(b("k"), b("0"));
        PutOutcome present = view().put(b("k"), b("1"), plain);
        String afterPresent = state();
        view().put(b("k"), b("0"));
        assertThat(view().put(b("k"), b("1"), plain.and(Mode.INLINE))).isEqualTo(present);
        assertThat(state()).isEqualTo(afterPresent);
    }

    @Test
    @DisplayName("P19 a multi put is all or nothing")
    void p19() {
        byte[] tooLong = new byte[64 * 1024 + 1];
        List<Entry> entries = List.of(entry("a", "1"), new Entry(tooLong, b("2")), entry("c", "3"));
        assertThatThrownBy(() -> run(given(), view -> view.putAll(entries, Modes.none())))
                .isInstanceOf(LimitException.class);
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("P20 a key without its value cannot be given")
    void p20() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Entry(b("k"), null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> new Entry(null, b("v")))
                .withMessage("key");
    }

    @Test
    @DisplayName("the named forms do what their modes do")
    void namedForms() {
        run(
                given("k", "a"),
                view -> {
                    assertThat(view.putIfAbsent(b("k"), b("X"))).isFalse();
                    assertThat(view.putIfAbsent(b("n"), b("1"))).isTrue();
                    assertThat(view.putIfPresent(b("k"), b("b"))).isTrue();
                    assertThat(view.putIfPresent(b("q"), b("X"))).isFalse();
                    view.append(b("k"), b("c"));
                    view.append(b("m"), b("d"));
                    return true;
                });
        assertThat(state()).isEqualTo("k=bc m=d n=1");
    }

    @Test
    @DisplayName("what is given is copied before put returns")
    void copies() {
        byte[] key = b("key");
        byte[] value = b("value");
        byte[] second = b("second");
        run(
                given(),
                view -> {
                    view.put(key, value);
                    view.put(second, value, Modes.of(Mode.NEW_ONLY));
                    key[0] = 'X';
                    value[0] = 'X';
                    second[0] = 'X';
                    return true;
                });
        assertThat(state()).isEqualTo("key=value second=value");
    }

    @Test
    @DisplayName("S04 keys and values hold every byte, 0x00 and 0xFF included")
    void everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        run(
                given(),
                view -> {
                    view.put(all, all);
                    for (int i = 0; i < 256; i++) {
                        view.put(new byte[] {(byte) i}, new byte[] {(byte) (255 - i)});
                    }
                    return true;
                });
        assertThat(view().get(all)).isEqualTo(all);
        for (int i = 0; i < 256; i++) {
            assertThat(view().get(new byte[] {(byte) i})).containsExactly(255 - i);
        }
        assertThat(view().count(io.cairn.bytes.KeyRange.all())).isEqualTo(257);
        assertThat(view().get(Bytes.after(all))).isNull();
    }
}
