package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidFilterException;
import io.cairn.error.InvalidModeException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named filters select and rewrite entries where the data is, and fail loudly. */
class FilterContract extends EverywhereContract {

    /** Entries of which those of b, cd and ghi differ in parity between key and value. */
    private static final String[] P =
            given("a", "1", "b", "22", "cd", "3", "ef", "44", "ghi", "4444", "jkl", "5");

    private static final String PARITY = "sample:parity:!";
    private static final ScanOptions ALL = ScanOptions.all();

    private static Modes lib(Mode... more) {
        Modes modes = Modes.of(Mode.LIB_FILTER);
        for (Mode mode : more) {
            modes = modes.and(mode);
        }
        return modes;
    }

    private static ListRequest page(int count, String filter, Mode... more) {
        return ListRequest.first(count).filter(b(filter)).with(lib(more));
    }

    private static ListRequest parity(int count, Mode... more) {
        ListRequest request = page(count, PARITY, more);
        return request.with(request.modes().and(Mode.FILTER_VALUE));
    }

    private static ScanOptions scan(String filter, Mode... more) {
        return ALL.with(lib(more)).library(filter);
    }

    private static ScanOptions parity() {
        return scan(PARITY, Mode.FILTER_VALUE);
    }

    @Test
    @DisplayName("F06 a page of what a filter selects, as it rewrites it")
    void entries() {
        EntryPage page = run(P, view -> view.list(parity(9)));
        assertThat(text(page.entries())).isEqualTo("b=22! dc=3! ihg=4444!");
        assertThat(text(page.resumeKey())).isEqualTo("ghi");
        assertThat(page.endReason()).isEqualTo(EndReason.EXHAUSTED);
        assertThat(state()).isEqualTo("a=1 b=22 cd=3 ef=44 ghi=4444 jkl=5");
    }

    @Test
    @DisplayName("F06 pages of rewritten keys are resumed by the stored key")
    void resumed() {
        run(
                P,
                view -> {
                    KeyPage first = view.listKeys(parity(2));
                    assertThat(text(first)).isEqualTo("b dc");
                    assertThat(text(first.resumeKey())).isEqualTo("cd");
                    assertThat(first.endReason()).isEqualTo(EndReason.LIMIT);
                    ListRequest rest = parity(2).from(first.resumeKey());
                    assertThat(text(view.listKeys(rest))).isEqualTo("ihg");
                    assertThat(text(view.listKeys(rest.with(rest.modes().and(Mode.INCLUSIVE)))))
                            .isEqualTo("dc ihg");
                    return true;
                });
    }

    @Test
    @DisplayName("F06 KEEP_LAST keeps the last key as it is delivered")
    void keepLast() {
        KeyPage kept = run(P, view -> view.listKeys(parity(2, Mode.KEEP_LAST)));
        assertThat(text(kept)).isEqualTo("'' dc");
        assertThat(text(kept.resumeKey())).isEqualTo("cd");
        EntryPage hidden = view().list(parity(9, Mode.IGNORE_KEYS));
        assertThat(text(hidden.entries())).isEqualTo("=22! =3! =4444!");
    }

    @Test
    @DisplayName("F06 a cursor delivers the same, in either direction, inside its range and limits")
    void cursors() {
        run(
                P,
                view -> {
                    assertThat(text(view, KeyRange.all(), parity()))
                            .isEqualTo("b=22! dc=3! ihg=4444!");
                    assertThat(text(view, KeyRange.all(), parity().reverse()))
                            .isEqualTo("ihg=4444! dc=3! b=22!");
                    assertThat(text(view, Data.range("c", "h"), parity().limit(1)))
                            .isEqualTo("dc=3!");
                    assertThat(text(view, KeyRange.all(), parity().from(b("b"))))
                            .isEqualTo("dc=3! ihg=4444!");
                    assertThat(text(view, KeyRange.all(), parity().byteLimit(4)))
                            .as("the stored bytes count")
                            .isEqualTo("b=22! dc=3!");
                    return true;
                });
    }

    @Test
    @DisplayName("F06 a cursor lends what is rewritten")
    void lent() {
        run(
                P,
                view -> {
                    try (Cursor cursor = view.scan(KeyRange.all(), parity().from(b("b")))) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(text(cursor.keySegment())).isEqualTo("dc");
                        assertThat(text(cursor.valueSegment())).isEqualTo("3!");
                        assertThat(text(cursor.key())).isEqualTo("dc");
                        assertThat(text(cursor.value())).isEqualTo("3!");
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("F06 packed memory takes what is rewritten")
    void packed() {
        MemorySegment keys = room(5);
        MemorySegment values = room(9);
        SegmentPage page = run(P, view -> view.segments().listPacked(parity(4), keys, values));
        assertThat(page.keySizes()).containsExactly(1, 2, Sizes.TOO_SMALL, Sizes.END);
        assertThat(page.valueSizes()).containsExactly(3, 2, Sizes.TOO_SMALL, Sizes.END);
        assertThat(text(keys, 3)).isEqualTo("bdc");
        assertThat(text(values, 5)).isEqualTo("22!3!");
        assertThat(text(page.resumeKey())).isEqualTo("cd");
    }

    @Test
    @DisplayName("F06 memory for each entry takes what is rewritten, with KEEP_LAST as well")
    void into() {
        List<MemorySegment> keys = List.of(room(0), room(0), room(3));
        List<MemorySegment> values = List.of(room(2), room(2), room(5));
        SegmentPage page =
                run(P, view -> view.segments().listInto(parity(3, Mode.KEEP_LAST), keys, values));
        assertThat(page.keySizes()).containsExactly(0, 0, 3);
        assertThat(page.valueSizes()).containsExactly(Sizes.TOO_SMALL, 2, 5);
        assertThat(text(keys.get(2))).isEqualTo("ihg");
        assertThat(text(values.get(2))).isEqualTo("4444!");
    }

    @Test
    @DisplayName("F06 CONSUME removes the stored entries of which it delivered something rewritten")
    void consumed() {
        EntryPage page = run(P, view -> view.list(parity(2, Mode.CONSUME)));
        assertThat(text(page.entries())).isEqualTo("b=22! dc=3!");
        assertThat(state()).isEqualTo("a=1 ef=44 ghi=4444 jkl=5");
    }

    @Test
    @DisplayName("F06 CONSUME leaves what did not fit when rewritten")
    void consumedPacked() {
        SegmentPage page =
                run(
                        P,
                        view ->
                                view.segments()
                                        .listPacked(parity(3, Mode.CONSUME), room(6), room(4)));
        assertThat(page.valueSizes()).containsExactly(3, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(state()).isEqualTo("a=1 cd=3 ef=44 ghi=4444 jkl=5");
    }

    @Test
    @DisplayName("F06 a consuming cursor removes what it delivered")
    void consumedByCursor() {
        Data.putAll(view(), P);
        db.transact(tx -> {
            WriteView view = where == Where.KEYSPACE ? tx.in(db.keyspace("elsewhere")) : tx;
            ScanOptions options = scan(PARITY, Mode.FILTER_VALUE, Mode.CONSUME);
            assertThat(text(view, KeyRange.all(), options)).isEqualTo("b=22! dc=3! ihg=4444!");
            return true;
        });
        assertThat(state()).isEqualTo("a=1 ef=44 jkl=5");
    }

    @Test
    @DisplayName("F06 the same where nothing can be written")
    void readOnly() {
        Data.putAll(db, P);
        try (Snapshot snapshot = db.snapshot()) {
            sees(snapshot);
        }
        db.read(view -> {
            sees(view);
            return true;
        });
        try (Transaction tx = db.begin()) {
            sees(tx.untracked());
        }
    }

    private static void sees(ReadView view) {
        assertThat(text(view.list(parity(9)).entries())).isEqualTo("b=22! dc=3! ihg=4444!");
        assertThat(text(view, KeyRange.all(), parity())).isEqualTo("b=22! dc=3! ihg=4444!");
        assertThatThrownBy(() -> view.list(parity(9, Mode.CONSUME)))
                .isInstanceOf(InvalidModeException.class);
    }

    @Test
    @DisplayName("FILTER_VALUE alone shows values, and by itself changes nothing")
    void values() {
        run(
                P,
                view -> {
                    assertThat(text(view.listKeys(page(9, "sample:longer:xx"))))
                            .isEqualTo("ghi jkl");
                    assertThat(text(view, KeyRange.all(), scan("sample:longer:xx")))
                            .isEqualTo("ghi=4444 jkl=5");
                    Modes shown = Modes.of(Mode.FILTER_VALUE);
                    assertThat(text(view.listKeys(ListRequest.first(2).with(shown))))
                            .isEqualTo("a b");
                    assertThat(text(view, prefix("c"), ALL.with(shown))).isEqualTo("cd=3");
                    return true;
                });
        assertThatThrownBy(() -> view().listKeys(page(9, PARITY)))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("parity needs FILTER_VALUE");
    }

    @Test
    @DisplayName("NO_PREFIX has nothing to cut from what a filter selects")
    void noPrefix() {
        run(
                P,
                view -> {
                    assertThat(text(view.listKeys(page(9, "sample:longer:xx", Mode.NO_PREFIX))))
                            .isEqualTo("ghi jkl");
                    ScanOptions options = scan("sample:longer:xx", Mode.NO_PREFIX);
                    assertThat(text(view, KeyRange.all(), options)).isEqualTo("ghi=4444 jkl=5");
                    assertThat(text(view, prefix("g"), options)).isEqualTo("ghi=4444");
                    return true;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sample", "sample:parity", "other:parity:", "sample:other:", "::"})
    @DisplayName("F05 a name that is malformed or not known is an error of the call")
    void unknown(String name) {
        refused(view -> view.listKeys(page(9, name)));
        refused(view -> view.list(page(9, name)));
        refused(view -> text(view, KeyRange.all(), scan(name)));
        refused(view -> view.segments().listPacked(page(9, name), room(9), null));
    }

    private void refused(Consumer<WriteView> call) {
        assertThatThrownBy(() ->
                        run(
                                P,
                                view -> {
                                    call.accept(view);
                                    return true;
                                }))
                .isInstanceOf(InvalidFilterException.class);
    }

    @Test
    @DisplayName("F05 a scan without any filter bytes names no filter")
    void nothing() {
        refused(view -> text(view, KeyRange.all(), ALL.with(lib())));
    }

    @Test
    @DisplayName("a page of no entries asks no filter")
    void noEntries() {
        assertThat(run(P, view -> view.list(page(0, "no such filter"))).entries()).isEmpty();
    }

    @Test
    @DisplayName("F07 a name that makes no sense does not hide that two filters are asked for")
    void two() {
        for (Mode other : List.of(Mode.SUFFIX, Mode.LUA_FILTER)) {
            assertThatThrownBy(() -> run(P, view -> view.listKeys(page(9, "x", other))))
                    .isInstanceOf(InvalidModeException.class);
            assertThatThrownBy(() -> run(P, view -> text(view, KeyRange.all(), scan("x", other))))
                    .isInstanceOf(InvalidModeException.class);
        }
    }

    @Test
    @DisplayName("F03 a filter that fails is an error with its message, never an empty result")
    void failing() {
        String[] state = given("a1", "1", "b1", "2", "b2", "3", "b3", "4");
        String filter = "sample:fails:b2 is not for me";
        for (Consumer<WriteView> call :
                List.<Consumer<WriteView>>of(
                        view -> view.listKeys(page(9, filter)),
                        view -> view.list(page(9, filter)),
                        view -> text(view, KeyRange.all(), scan(filter)),
                        view -> view.segments().listPacked(page(9, filter), room(9), room(9)))) {
            assertThatThrownBy(() ->
                            run(
                                    state,
                                    view -> {
                                        call.accept(view);
                                        return true;
                                    }))
                    .isInstanceOf(InvalidFilterException.class)
                    .hasMessageContaining("b2 is not for me");
        }
        KeyPage before = run(state, view -> view.listKeys(page(2, filter)));
        assertThat(text(before)).as("what is not reached does not matter").isEqualTo("a1 b1");
    }

    @Test
    @DisplayName("a cursor whose filter failed does not walk on over the entry")
    void failsAgain() {
        String[] state = given("a1", "1", "b2", "2");
        run(
                state,
                view -> {
                    try (Cursor cursor =
                            view.scan(KeyRange.all(), scan("sample:fails:b2 is not for me"))) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(text(cursor.key())).isEqualTo("a1");
                        for (int i = 0; i < 3; i++) {
                            assertThatThrownBy(cursor::next)
                                    .isInstanceOf(InvalidFilterException.class)
                                    .hasMessageContaining("b2 is not for me");
                        }
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("a consuming page whose filter fails has consumed nothing")
    void failsWithoutConsuming() {
        ListRequest request = page(9, "sample:fails:no", Mode.CONSUME);
        run(
                given("a1", "1", "b2", "2"),
                view -> {
                    assertThatThrownBy(() -> view.list(request))
                            .isInstanceOf(InvalidFilterException.class);
                    assertThatThrownBy(() -> view.segments().listPacked(request, room(9), room(9)))
                            .isInstanceOf(InvalidFilterException.class);
                    assertThatCode(() -> view.put(b("z"), b("9"))).doesNotThrowAnyException();
                    return true;
                });
        assertThat(state()).isEqualTo("a1=1 b2=2 z=9");
    }

    @Test
    @DisplayName("what a filter fails to rewrite is not consumed")
    void failsToRewrite() {
        run(
                given("a1", "1"),
                view -> {
                    ListRequest request = page(9, "sample:breaks:", Mode.CONSUME);
                    assertThatThrownBy(() -> view.list(request))
                            .isInstanceOf(InvalidFilterException.class)
                            .hasMessageContaining("no value is good enough");
                    assertThatThrownBy(() -> view.segments().listPacked(request, room(9), room(9)))
                            .isInstanceOf(InvalidFilterException.class);
                    assertThat(text(view.listKeys(page(9, "sample:breaks:")))).isEqualTo("a1");
                    return true;
                });
        db.transact(tx -> {
            WriteView view = where == Where.KEYSPACE ? tx.in(db.keyspace("elsewhere")) : tx;
            ScanOptions options = scan("sample:breaks:", Mode.CONSUME);
            assertThatThrownBy(() -> text(view, KeyRange.all(), options))
                    .isInstanceOf(InvalidFilterException.class);
            return true;
        });
        assertThat(state()).isEqualTo("a1=1");
    }
}
