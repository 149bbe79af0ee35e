package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.entries;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.prefix;
import static io.cairn.testing.contract.Data.room;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentPage;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Yokan's acceptance list (Y01 to Y28), as a user would walk through it, and batches of many
 * entries.
 */
class BatchContract extends EverywhereContract {

    @Test
    @DisplayName("Y01, Y02 one key through its life")
    void oneKey() {
        run(
                given("greeting", "Hello"),
                view -> {
                    assertThat(view.length(b("greeting"))).hasValue(5);
                    MemorySegment target = room(5);
                    assertThat(view.segments().getInto(Data.segment("greeting"), target))
                            .isEqualTo(5);
                    assertThat(text(target)).isEqualTo("Hello");
                    assertThat(view.count(KeyRange.all())).isEqualTo(1);
                    view.put(b("user:1"), b("Alice"));
                    assertThat(view.exists(b("user:1"))).isTrue();
                    view.delete(b("user:1"));
                    assertThat(view.exists(b("user:1"))).isFalse();
                    assertThat(view.length(b("user:1"))).isEmpty();
                    return true;
                });
    }

    @Test
    @DisplayName("Y03, Y04, Y17 several keys through their life")
    void severalKeys() {
        run(
                given("user:1", "Alice", "user:2", "Bob", "user:3", "Carol"),
                view -> {
                    List<byte[]> five = keys("user:1", "user:2", "user:3", "user:4", "user:5");
                    assertThat(view.existsAll(five).toByteArray()).containsExactly(0b00111);
                    List<byte[]> three = five.subList(0, 3);
                    assertThat(view.lengthAll(three)).containsExactly(5, 3, 5);
                    List<MemorySegment> targets = List.of(room(5), room(3), room(5));
                    view.segments().getAllInto(three, targets);
                    assertThat(targets.stream().map(Data::text))
                            .containsExactly("Alice", "Bob", "Carol");
                    assertThat(texts(view.getAll(keys("user:1", "user:9", "user:3"))))
                            .containsExactly("Alice", null, "Carol");
                    view.deleteAll(three);
                    assertThat(view.count(KeyRange.all())).isZero();
                    return true;
                });
        assertThat(state()).isEmpty();
    }

    @Test
    @DisplayName("Y05 to Y08 pages of twenty items")
    void items() {
        List<String> state = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            state.add("item:%03d".formatted(i));
            state.add("value_" + i);
        }
        run(
                state.toArray(String[]::new),
                view -> {
                    ListRequest six = ListRequest.first(5).from(b("item:006")).filter(b("item:00"));
                    assertThat(text(view.listKeys(six))).isEqualTo("item:007 item:008 item:009");
                    assertThat(
                                    text(
                                            view.listKeys(
                                                    six.filter(b("item:00"))
                                                            .with(Modes.of(Mode.NO_PREFIX)))))
                            .isEqualTo("7 8 9");
                    ListRequest three =
                            ListRequest.first(5).from(b("item:003")).with(Modes.of(Mode.INCLUSIVE));
                    assertThat(text(view.list(three).entries()))
                            .isEqualTo(
                                    "item:003=value_3 item:004=value_4 item:005=value_5"
                                            + " item:006=value_6 item:007=value_7");
                    MemorySegment keys = room(128);
                    MemorySegment values = room(128);
                    SegmentPage page = view.segments().listPacked(three, keys, values);
                    assertThat(page.keySizes()).containsOnly(8).hasSize(5);
                    assertThat(page.valueSizes()).containsOnly(7).hasSize(5);
                    assertThat(text(keys, 40))
                            .isEqualTo("item:003item:004item:005item:006item:007");
                    assertThat(text(values, 35)).isEqualTo("value_3value_4value_5value_6value_7");
                    return true;
                });
    }

    @Test
    @DisplayName("Y09 a log grows by appending")
    void log() {
        run(
                given("log", "Entry 1\n"),
                view -> {
                    view.append(b("log"), b("Entry 2\n"));
                    view.append(b("log"), b("Entry 3\n"));
                    assertThat(view.length(b("log"))).hasValue(24);
                    return true;
                });
        assertThat(text(view().get(b("log")))).isEqualTo("Entry 1\nEntry 2\nEntry 3\n");
    }

    @Test
    @DisplayName("Y10 to Y13 a task taken, a lock taken once")
    void task() {
        run(
                given("task", "work"),
                view -> {
                    assertThat(text(view.take(b("task")))).isEqualTo("work");
                    assertThat(view.exists(b("task"))).isFalse();
                    assertThat(view.putIfAbsent(b("lock"), b("me"))).isTrue();
                    assertThat(view.putIfAbsent(b("lock"), b("you"))).isFalse();
                    assertThat(view.put(b("none"), b("x"), Modes.of(Mode.EXIST_ONLY)))
                            .isEqualTo(PutOutcome.ABSENT);
                    assertThat(view.get(b("none"))).isNull();
                    return true;
                });
        assertThat(state()).isEqualTo("lock=me");
    }

    @Test
    @DisplayName(
            "Y21 a thousand keys, 500 of them under a prefix, in pages of seven with KEEP_LAST")
    void paging() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(Data.entry("in:%03d".formatted(i), "v" + i));
            entries.add(Data.entry("out:%03d".formatted(i), "w" + i));
        }
        Collections.shuffle(entries, new Random(7));
        run(
                given(),
                view -> {
                    view.putAll(entries);
                    Set<String> seen = new HashSet<>();
                    ListRequest request =
                            ListRequest.first(7).filter(b("in:")).with(Modes.of(Mode.KEEP_LAST));
                    int delivered = 0;
                    while (true) {
                        var page = view.list(request);
                        page.entries().forEach(entry -> seen.add(text(entry.value())));
                        delivered += page.entries().size();
                        if (page.endReason() == EndReason.EXHAUSTED) {
                            break;
                        }
                        byte[] last = page.entries().getLast().key();
                        assertThat(last).isEqualTo(page.resumeKey());
                        request = request.from(last);
                    }
                    assertThat(delivered).isEqualTo(500);
                    assertThat(seen).hasSize(500).allMatch(value -> value.startsWith("v"));
                    return true;
                });
    }

    @Test
    @DisplayName("Y26 an empty key in the middle of a batch: no other key is written or deleted")
    void emptyKeyInBatch() {
        run(
                given("z", "1"),
                view -> {
                    assertThatThrownBy(() -> view.putAll(entries("a", "1", "", "2", "b", "3")))
                            .isInstanceOf(InvalidArgumentException.class);
                    assertThatThrownBy(() -> view.deleteAll(keys("z", "", "y")))
                            .isInstanceOf(InvalidArgumentException.class);
                    assertThat(text(view)).isEqualTo("z=1");
                    return true;
                });
        assertThat(state()).isEqualTo("z=1");
    }

    @Test
    @DisplayName("Y32 ten keys, four consumed by a list, six left")
    void consumeList() {
        List<String> state = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            state.add("k" + i);
            state.add("v" + i);
        }
        KeyPage page =
                run(
                        state.toArray(String[]::new),
                        view -> view.listKeys(ListRequest.first(4).with(Modes.of(Mode.CONSUME))));
        assertThat(text(page)).isEqualTo("k0 k1 k2 k3");
        assertThat(view().count(prefix("k"))).isEqualTo(6);
    }

    @Test
    @DisplayName("ten thousand entries in one batch, read back by every batch form")
    void large() {
        int n = 10_000;
        List<Entry> entries = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int mixed = (int) (i * 7_919L % n);
            entries.add(Data.entry("key:%05d".formatted(mixed), "v" + mixed));
            keys.add(b("key:%05d".formatted(i)));
        }
        run(
                given(),
                view -> {
                    view.putAll(entries);
                    return true;
                });
        List<byte[]> values = view().getAll(keys);
        long[] lengths = view().lengthAll(keys);
        for (int i = 0; i < n; i++) {
            assertThat(text(values.get(i))).isEqualTo("v" + i);
            assertThat(lengths[i]).isEqualTo(("v" + i).length());
        }
        assertThat(view().existsAll(keys).cardinality()).isEqualTo(n);
        assertThat(view().count(KeyRange.all())).isEqualTo(n);
        run(
                given(),
                view -> {
                    view.deleteAll(keys.subList(0, n / 2));
                    view.deleteRange(Data.range("key:05000", "key:07500"));
                    return true;
                });
        assertThat(view().count(KeyRange.all())).isEqualTo(n / 4);
        assertThat(text(view().listKeys(ListRequest.first(1)))).isEqualTo("key:07500");
    }

    @Test
    @DisplayName("arguments are copied before a method returns")
    void argumentsAreCopied() {
        byte[][] given = {b("k1"), b("v1"), b("k2"), b("v2"), b("k3")};
        try (Transaction tx = db.begin()) {
            tx.put(given[0], given[1]);
            tx.putAll(List.of(new Entry(given[2], given[3])));
            tx.delete(given[4]);
            for (byte[] array : given) {
                Arrays.fill(array, (byte) 'x');
            }
            tx.commit();
        }
        assertThat(text(db.get(b("k1")))).isEqualTo("v1");
        assertThat(text(db.get(b("k2")))).isEqualTo("v2");
        assertThat(db.exists(b("xx"))).isFalse();
    }
}
