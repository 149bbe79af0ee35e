package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.segment;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.error.BufferTooSmallException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONSUME removes exactly what it delivered, in the same transaction: never less, never more. */
class ConsumeContract extends EverywhereContract {

    private static final Modes CONSUME = Modes.of(Mode.CONSUME);
    private static final String[] SIZES = given("a", "1", "b", "22", "c", "333");
    private static final String[] SIX =
            given("a1", "A", "a2", "B", "a3", "C", "b1", "D", "c.txt", "E", "d.txt", "F");

    @Test
    @DisplayName("C01 the value is delivered and the key is gone")
    void c01() {
        run(
                SIZES,
                view -> {
                    assertThat(text(view.get(b("a"), CONSUME))).isEqualTo("1");
                    assertThat(view.exists(b("a"))).isFalse();
                    assertThat(text(view.take(b("b")))).isEqualTo("22");
                    assertThat(view.take(b("b"))).isNull();
                    return true;
                });
        assertThat(state()).isEqualTo("c=333");
    }

    @Test
    @DisplayName("C01 the same into the caller's memory")
    void c01Into() {
        MemorySegment target = room(3);
        long size = run(SIZES, view -> view.segments().getInto(segment("c"), target, CONSUME));
        assertThat(size).isEqualTo(3);
        assertThat(text(target)).isEqualTo("333");
        assertThat(state()).isEqualTo("a=1 b=22");
    }

    @Test
    @DisplayName("C02 consuming what is absent delivers nothing and is not an error")
    void c02() {
        run(
                SIZES,
                view -> {
                    assertThat(view.get(b("zz"), CONSUME)).isNull();
                    assertThat(texts(view.getAll(keys("zz"), CONSUME)))
                            .containsExactly((String) null);
                    assertThat(view.segments().getInto(segment("zz"), room(1), CONSUME))
                            .isEqualTo(Sizes.ABSENT);
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("C03 of several the present ones are delivered and gone")
    void c03() {
        List<byte[]> values = run(SIZES, view -> view.getAll(keys("a", "zz"), CONSUME));
        assertThat(texts(values)).containsExactly("1", null);
        assertThat(state()).isEqualTo("b=22 c=333");
    }

    @Test
    @DisplayName("C04, Y15 what does not fit is not consumed")
    void c04() {
        long[] sizes =
                run(
                        SIZES,
                        view ->
                                view.segments()
                                        .getAllInto(
                                                keys("a", "b", "c"),
                                                List.of(room(1), room(1), room(3)),
                                                CONSUME));
        assertThat(sizes).containsExactly(1, Sizes.TOO_SMALL, 3);
        assertThat(state()).isEqualTo("b=22");
    }

    @Test
    @DisplayName("C04 a single value that does not fit is refused and stays")
    void c04Single() {
        run(
                SIZES,
                view -> {
                    assertThatThrownBy(
                                    () -> view.segments().getInto(segment("b"), room(1), CONSUME))
                            .isInstanceOfSatisfying(
                                    BufferTooSmallException.class,
                                    e -> assertThat(e.needed()).isEqualTo(2));
                    assertThat(text(view.get(b("b")))).isEqualTo("22");
                    return true;
                });
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("C05, Y16 packed: only what was copied is consumed")
    void c05() {
        MemorySegment target = room(2);
        long[] sizes =
                run(SIZES, view -> view.segments().getPacked(keys("b", "c", "a"), target, CONSUME));
        assertThat(sizes).containsExactly(2, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(text(target)).isEqualTo("22");
        assertThat(state()).isEqualTo("a=1 c=333");
    }

    @Test
    @DisplayName("C06 a repeated key is delivered each time and gone once")
    void c06() {
        run(
                given("r", "v", "s", "w"),
                view -> {
                    assertThat(texts(view.getAll(keys("r", "r"), CONSUME)))
                            .containsExactly("v", "v");
                    MemorySegment target = room(2);
                    assertThat(view.segments().getPacked(keys("s", "s"), target, CONSUME))
                            .containsExactly(1, 1);
                    assertThat(text(target)).isEqualTo("ww");
                    return true;
                });
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("C07 INLINE changes nothing about it")
    void c07() {
        byte[] value = run(SIZES, view -> view.get(b("a"), CONSUME.and(Mode.INLINE)));
        assertThat(text(value)).isEqualTo("1");
        assertThat(state()).isEqualTo("b=22 c=333");
    }

    @Test
    @DisplayName("C09 listed keys are consumed, exactly those delivered")
    void c09() {
        KeyPage page = run(SIX, view -> view.listKeys(ListRequest.first(2).with(CONSUME)));
        assertThat(text(page)).isEqualTo("a1 a2");
        assertThat(state()).isEqualTo("a3=C b1=D c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C09 listed entries are consumed, also with prefix, start and shaped keys")
    void c09Entries() {
        EntryPage page =
                run(
                        SIX,
                        view ->
                                view.list(
                                        ListRequest.first(9)
                                                .filter(b("a"))
                                                .from(b("a1"))
                                                .with(CONSUME.and(Mode.NO_PREFIX))));
        assertThat(text(page.entries())).isEqualTo("2=B 3=C");
        assertThat(state()).isEqualTo("a1=A b1=D c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C09 what a suffix filter hides is not consumed")
    void c09Suffix() {
        KeyPage page =
                run(
                        SIX,
                        view ->
                                view.listKeys(
                                        ListRequest.first(9)
                                                .filter(b(".txt"))
                                                .with(CONSUME.and(Mode.SUFFIX))));
        assertThat(text(page)).isEqualTo("c.txt d.txt");
        assertThat(state()).isEqualTo("a1=A a2=B a3=C b1=D");
    }

    @Test
    @DisplayName("C09 keys that are not shown are delivered all the same")
    void c09IgnoreKeys() {
        EntryPage page =
                run(
                        SIX,
                        view ->
                                view.list(
                                        ListRequest.first(3).with(CONSUME.and(Mode.IGNORE_KEYS))));
        assertThat(text(page.entries())).isEqualTo("=A =B =C");
        assertThat(state()).isEqualTo("b1=D c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C09 with INCLUSIVE the start is consumed too")
    void c09Inclusive() {
        KeyPage page =
                run(
                        SIX,
                        view ->
                                view.listKeys(
                                        ListRequest.first(2)
                                                .from(b("a3"))
                                                .with(CONSUME.and(Mode.INCLUSIVE))));
        assertThat(text(page)).isEqualTo("a3 b1");
        assertThat(state()).isEqualTo("a1=A a2=B c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C05 packed listing: only what was copied is consumed")
    void listPacked() {
        SegmentPage page =
                run(
                        SIX,
                        view ->
                                view.segments()
                                        .listPacked(
                                                ListRequest.first(4).with(CONSUME), room(5), null));
        assertThat(page.keySizes()).containsExactly(2, 2, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
        assertThat(state()).isEqualTo("a3=C b1=D c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C04 listing into memory for each entry: what does not fit is not consumed")
    void listInto() {
        SegmentPage page =
                run(
                        SIX,
                        view ->
                                view.segments()
                                        .listInto(
                                                ListRequest.first(3).with(CONSUME),
                                                List.of(room(2), room(1), room(2)),
                                                List.of(room(1), room(1), room(0))));
        assertThat(page.keySizes()).containsExactly(2, Sizes.TOO_SMALL, 2);
        assertThat(page.valueSizes()).containsExactly(1, 1, Sizes.TOO_SMALL);
        assertThat(state()).isEqualTo("a2=B a3=C b1=D c.txt=E d.txt=F");
    }

    @Test
    @DisplayName("C09 a consumed page can be followed by the next")
    void pages() {
        run(
                SIX,
                view -> {
                    assertThat(text(view.listKeys(ListRequest.first(4).with(CONSUME))))
                            .isEqualTo("a1 a2 a3 b1");
                    assertThat(text(view.listKeys(ListRequest.first(4).with(CONSUME))))
                            .isEqualTo("c.txt d.txt");
                    assertThat(text(view.listKeys(ListRequest.first(4).with(CONSUME)))).isEmpty();
                    return true;
                });
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("C11 a take in a transaction that does not commit delivers nothing for good")
    void c11() {
        Data.putAll(view(), SIZES);
        try (var tx = db.begin()) {
            var inside = where == Where.KEYSPACE ? tx.in(db.keyspace("elsewhere")) : tx;
            assertThat(text(inside.take(b("a")))).isEqualTo("1");
            assertThat(text(inside.listKeys(ListRequest.first(1).with(CONSUME)))).isEqualTo("b");
            tx.abort();
        }
        assertThat(state()).isEqualTo("a=1 b=22 c=333");
    }

    @Test
    @DisplayName("C01 what was consumed can be written again")
    void writtenAgain() {
        run(
                SIZES,
                view -> {
                    view.take(b("a"));
                    view.listKeys(ListRequest.first(1).with(CONSUME));
                    view.put(b("a"), b("new"));
                    return true;
                });
        assertThat(state()).isEqualTo("a=new c=333");
        assertThat(view().count(prefix("b"))).isZero();
    }
}
