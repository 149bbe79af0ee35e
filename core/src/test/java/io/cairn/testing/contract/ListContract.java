package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.hex;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of keys and entries: where they start and end, and how keys are shown. */
class ListContract extends EverywhereContract {

    /** The data that the rows speak of. */
    static final String[] D =
            given(
                    "a1", "A", "a2", "B", "a3", "C", "b1", "D", "b2", "E", "c1.txt", "F", "c2.bin",
                    "G", "c3.txt", "H");

    private static ListRequest first(int count, Mode... modes) {
        Modes all = Modes.none();
        for (Mode mode : modes) {
            all = all.and(mode);
        }
        return ListRequest.first(count).with(all);
    }

    private KeyPage keyPage(ListRequest request) {
        return run(D, view -> view.listKeys(request));
    }

    private String listed(ListRequest request) {
        KeyPage page = keyPage(request);
        if (page.keys().size() < request.count()) {
            assertThat(page.endReason()).isEqualTo(EndReason.EXHAUSTED);
        }
        return text(page);
    }

    @Test
    @DisplayName("K01 a page from the beginning")
    void k01() {
        KeyPage page = keyPage(first(3));
        assertThat(text(page)).isEqualTo("a1 a2 a3");
        assertThat(text(page.resumeKey())).isEqualTo("a3");
        assertThat(page.endReason()).isEqualTo(EndReason.LIMIT);
    }

    @Test
    @DisplayName("K01 the same with values")
    void k01Entries() {
        EntryPage page = run(D, view -> view.list(first(3)));
        assertThat(text(page.entries())).isEqualTo("a1=A a2=B a3=C");
        assertThat(text(page.resumeKey())).isEqualTo("a3");
        assertThat(page.endReason()).isEqualTo(EndReason.LIMIT);
    }

    @Test
    @DisplayName("K02 a page starts after its start")
    void k02() {
        assertThat(listed(first(3).from(b("a2")))).isEqualTo("a3 b1 b2");
    }

    @Test
    @DisplayName("K03 with INCLUSIVE a page starts at its start")
    void k03() {
        assertThat(listed(first(3, Mode.INCLUSIVE).from(b("a2")))).isEqualTo("a2 a3 b1");
    }

    @Test
    @DisplayName("K04 the start need not exist")
    void k04() {
        assertThat(listed(first(2).from(b("a25")))).isEqualTo("a3 b1");
        assertThat(listed(first(2, Mode.INCLUSIVE).from(b("a25")))).isEqualTo("a3 b1");
    }

    @Test
    @DisplayName("K05 a prefix filter")
    void k05() {
        assertThat(listed(first(5).filter(b("b")))).isEqualTo("b1 b2");
    }

    @Test
    @DisplayName("K06 a start inside the prefix")
    void k06() {
        assertThat(listed(first(5).filter(b("a")).from(b("a2")))).isEqualTo("a3");
        assertThat(listed(first(5, Mode.INCLUSIVE).filter(b("a")).from(b("a2"))))
                .isEqualTo("a2 a3");
    }

    @Test
    @DisplayName("K07 a start behind the prefix")
    void k07() {
        KeyPage page = keyPage(first(5).filter(b("a")).from(b("b1")));
        assertThat(page.keys()).isEmpty();
        assertThat(page.resumeKey()).isNull();
        assertThat(page.endReason()).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    @DisplayName("K08 a start before the prefix")
    void k08() {
        assertThat(listed(first(5).filter(b("b")).from(b("a1")))).isEqualTo("b1 b2");
    }

    @Test
    @DisplayName("K09 NO_PREFIX strips the prefix")
    void k09() {
        KeyPage page = keyPage(first(5, Mode.NO_PREFIX).filter(b("a")));
        assertThat(text(page)).isEqualTo("1 2 3");
        assertThat(text(page.resumeKey())).as("always the full key").isEqualTo("a3");
    }

    @Test
    @DisplayName("K10 NO_PREFIX of the key that is the prefix is empty")
    void k10() {
        assertThat(listed(first(5, Mode.NO_PREFIX).filter(b("b1")))).isEqualTo("''");
    }

    @Test
    @DisplayName("K11 SUFFIX")
    void k11() {
        assertThat(listed(first(5, Mode.SUFFIX).filter(b(".txt")))).isEqualTo("c1.txt c3.txt");
    }

    @Test
    @DisplayName("K12, Y22 NO_PREFIX with SUFFIX strips the suffix")
    void k12() {
        KeyPage page = keyPage(first(5, Mode.SUFFIX, Mode.NO_PREFIX).filter(b(".txt")));
        assertThat(text(page)).isEqualTo("c1 c3");
        assertThat(text(page.resumeKey())).isEqualTo("c3.txt");
    }

    @Test
    @DisplayName("K13 SUFFIX with a start")
    void k13() {
        assertThat(listed(first(5, Mode.SUFFIX).filter(b(".txt")).from(b("c1.txt"))))
                .isEqualTo("c3.txt");
        assertThat(
                        listed(
                                first(5, Mode.SUFFIX, Mode.INCLUSIVE)
                                        .filter(b(".txt"))
                                        .from(b("c1.txt"))))
                .isEqualTo("c1.txt c3.txt");
    }

    @Test
    @DisplayName("K14 an empty suffix hides nothing")
    void k14() {
        assertThat(listed(first(99, Mode.SUFFIX))).isEqualTo("a1 a2 a3 b1 b2 c1.txt c2.bin c3.txt");
    }

    @Test
    @DisplayName("K15 with NO_PREFIX the start is still a full key")
    void k15() {
        assertThat(listed(first(5, Mode.NO_PREFIX).filter(b("a")).from(b("a1")))).isEqualTo("2 3");
        assertThat(listed(first(5, Mode.NO_PREFIX).filter(b("a")).from(b("1")))).isEqualTo("1 2 3");
    }

    @Test
    @DisplayName("K16, Y20 IGNORE_KEYS shows every key empty")
    void k16() {
        KeyPage page = keyPage(first(3, Mode.IGNORE_KEYS));
        assertThat(text(page)).isEqualTo("'' '' ''");
        assertThat(text(page.resumeKey())).isEqualTo("a3");
    }

    @Test
    @DisplayName("K17 KEEP_LAST shows the last key")
    void k17() {
        assertThat(listed(first(3, Mode.KEEP_LAST))).isEqualTo("'' '' a3");
    }

    @Test
    @DisplayName("K18 KEEP_LAST on a page that is not full")
    void k18() {
        assertThat(listed(first(10, Mode.KEEP_LAST))).isEqualTo("'' '' '' '' '' '' '' c3.txt");
    }

    @Test
    @DisplayName("K19, Y19 KEEP_LAST keeps the last key returned, also when a prefix ends the page")
    void k19() {
        KeyPage page = keyPage(first(10, Mode.KEEP_LAST).filter(b("a")));
        assertThat(text(page)).isEqualTo("'' '' a3");
        assertThat(listed(first(10, Mode.KEEP_LAST).filter(b("a")).from(page.resumeKey())))
                .isEmpty();
    }

    @Test
    @DisplayName("K20 KEEP_LAST keeps the last key returned, also when a suffix hides the rest")
    void k20() {
        assertThat(listed(first(5, Mode.KEEP_LAST, Mode.SUFFIX).filter(b(".bin"))))
                .isEqualTo("c2.bin");
    }

    @Test
    @DisplayName("K21 KEEP_LAST with SUFFIX")
    void k21() {
        assertThat(listed(first(5, Mode.KEEP_LAST, Mode.SUFFIX).filter(b(".txt"))))
                .isEqualTo("'' c3.txt");
    }

    @Test
    @DisplayName("K22 INCLUSIVE, NO_PREFIX and KEEP_LAST together")
    void k22() {
        KeyPage page =
                keyPage(
                        first(2, Mode.INCLUSIVE, Mode.NO_PREFIX, Mode.KEEP_LAST)
                                .filter(b("a"))
                                .from(b("a2")));
        assertThat(text(page)).isEqualTo("'' 3");
        assertThat(text(page.resumeKey())).isEqualTo("a3");
    }

    @Test
    @DisplayName("K23 the same with SUFFIX")
    void k23() {
        KeyPage page =
                keyPage(
                        first(2, Mode.INCLUSIVE, Mode.NO_PREFIX, Mode.SUFFIX, Mode.KEEP_LAST)
                                .filter(b(".txt"))
                                .from(b("c1.txt")));
        assertThat(text(page)).isEqualTo("'' c3");
        assertThat(text(page.resumeKey())).isEqualTo("c3.txt");
    }

    @Test
    @DisplayName("K24 the key that is the start, kept")
    void k24() {
        KeyPage page =
                run(
                        given("a", "1", "b", "2"),
                        view ->
                                view.listKeys(
                                        first(1, Mode.INCLUSIVE, Mode.KEEP_LAST).from(b("a"))));
        assertThat(text(page)).isEqualTo("a");
    }

    @Test
    @DisplayName("K25 entries with IGNORE_KEYS")
    void k25() {
        EntryPage page = run(D, view -> view.list(first(5, Mode.IGNORE_KEYS).filter(b("a"))));
        assertThat(text(page.entries())).isEqualTo("=A =B =C");
        assertThat(page.endReason()).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    @DisplayName("K26 entries with KEEP_LAST")
    void k26() {
        for (int count : new int[] {3, 5}) {
            EntryPage page =
                    where.run(
                            db,
                            view -> Data.putAll(view, D),
                            view -> view.list(first(count, Mode.KEEP_LAST).filter(b("a"))));
            assertThat(text(page.entries())).isEqualTo("=A =B a3=C");
        }
    }

    @Test
    @DisplayName("K32 a page of no entries")
    void k32() {
        KeyPage page = keyPage(first(0));
        assertThat(page.keys()).isEmpty();
        assertThat(page.resumeKey()).isNull();
        EntryPage entries = run(D, view -> view.list(first(0, Mode.CONSUME)));
        assertThat(entries.entries()).isEmpty();
        assertThat(state()).startsWith("a1=A").endsWith("c3.txt=H");
    }

    @Test
    @DisplayName("K33 a start past the end")
    void k33() {
        assertThat(listed(first(5).from(b("zz")))).isEmpty();
        assertThat(listed(first(5, Mode.INCLUSIVE).from(b("c3.txt")))).isEqualTo("c3.txt");
        assertThat(listed(first(5).from(b("c3.txt")))).isEmpty();
    }

    @Test
    @DisplayName("K34, Y23 keys are ordered as unsigned bytes, shorter first")
    void k34() {
        List<String> sorted = List.of("00", "61", "6100", "6162", "7f", "80", "ff", "ffff");
        KeyPage page =
                run(
                        given(),
                        view -> {
                            for (String key :
                                    List.of("ffff", "80", "7f", "61", "6100", "ff", "6162", "00")) {
                                view.put(hex(key), b(""));
                            }
                            return view.listKeys(first(99));
                        });
        assertThat(page.keys().stream().map(key -> java.util.HexFormat.of().formatHex(key)))
                .containsExactlyElementsOf(sorted);
    }

    @Test
    @DisplayName("K38 a prefix longer than any key")
    void k38() {
        assertThat(listed(first(5).filter(b("a1-and-more")))).isEmpty();
        assertThat(listed(first(5, Mode.SUFFIX).filter(b("more-and-c3.txt")))).isEmpty();
    }

    @Test
    @DisplayName("K19 paging to the end visits every key once")
    void paging() {
        run(
                D,
                view -> {
                    for (int count = 1; count <= 9; count++) {
                        assertThat(allPages(view, count))
                                .isEqualTo("a1 a2 a3 b1 b2 c1.txt c2.bin c3.txt");
                    }
                    return true;
                });
    }

    private static String allPages(WriteView view, int count) {
        StringBuilder all = new StringBuilder();
        ListRequest request = first(count);
        KeyPage page;
        do {
            page = view.listKeys(request);
            all.append(page.keys().isEmpty() ? "" : " " + text(page));
            request = page.resumeKey() == null ? request : request.from(page.resumeKey());
        } while (page.endReason() != EndReason.EXHAUSTED);
        return all.substring(1);
    }

    @Test
    @DisplayName("F07 two filters at once are refused")
    void twoFilters() {
        for (ListRequest request :
                List.of(
                        first(5, Mode.SUFFIX, Mode.LUA_FILTER),
                        first(5, Mode.SUFFIX, Mode.LIB_FILTER),
                        first(5, Mode.LUA_FILTER, Mode.LIB_FILTER))) {
            assertThatThrownBy(() -> keyPage(request)).isInstanceOf(InvalidModeException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "APPEND",
                "WAIT",
                "NEW_ONLY",
                "EXIST_ONLY",
                "IGNORE_DOCS",
                "INLINE",
                "UPDATE_NEW"
            })
    @DisplayName("flags without meaning for lists are ignored")
    void ignored(Mode mode) {
        assertThat(listed(first(3, mode).from(b("a1")))).isEqualTo("a2 a3 b1");
        assertThat(state()).startsWith("a1=A a2=B");
    }

    @Test
    @DisplayName("a negative count is refused")
    void negativeCount() {
        assertThatThrownBy(() -> first(-1)).isInstanceOf(InvalidArgumentException.class);
    }
}
