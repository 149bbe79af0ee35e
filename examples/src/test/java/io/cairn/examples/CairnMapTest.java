package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The map view behaves as a map, keeps to its prefix, and can be part of a transaction. */
class CairnMapTest {

    private final Database db = Cairn.open("memory:");
    private final CairnMap<String> fruits = new CairnMap<>(db, "fruits/", Codec.text());
    private final CairnMap<Long> prices = new CairnMap<>(db, "prices/", Codec.int64());

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void putAndRemoveReportWhatWasThere() {
        assertThat(fruits.put("a", "apple")).isNull();
        assertThat(fruits.put("a", "apricot")).isEqualTo("apple");
        assertThat(fruits.remove("a")).isEqualTo("apricot");
        assertThat(fruits.remove("a")).isNull();
    }

    @Test
    void getsWithAndWithoutFallback() {
        fruits.put("a", "");
        assertThat(fruits.get("a")).isEmpty();
        assertThat(fruits.get("b")).isNull();
        assertThat(fruits.getOrDefault("a", "none")).isEmpty();
        assertThat(fruits.getOrDefault("b", "none")).isEqualTo("none");
        assertThat(fruits.containsKey("a")).isTrue();
        assertThat(fruits.containsKey("b")).isFalse();
    }

    @Test
    void twoMapsDoNotDisturbEachOther() {
        fruits.putAll(Map.of("a", "apple", "b", "banana"));
        prices.putAll(Map.of("a", 3L, "c", -4L));

        fruits.clear();

        assertThat(fruits.size()).isZero();
        assertThat(contents(prices))
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("a", 3L, "c", -4L)));
    }

    @Test
    void entriesComeInOrderFromOneState() {
        fruits.putAll(Map.of("b", "banana", "a", "apple", "c", "cherry"));
        List<String> seen =
                fruits.entries(entries ->
                        entries.map(
                                        entry -> {
                                            fruits.remove("c");
                                            return entry.getValue();
                                        })
                                .toList());

        assertThat(seen).containsExactly("apple", "banana", "cherry");
        assertThat(fruits.size()).isEqualTo(2);
    }

    @Test
    void aTransactionThatThrowsLeavesBothMapsAlone() {
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            new CairnMap<>(tx, "fruits/", Codec.text()).put("a", "apple");
                            new CairnMap<>(tx, "prices/", Codec.int64()).put("a", 1L);
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");

        assertThat(fruits.size()).isZero();
        assertThat(prices.size()).isZero();
    }

    private static <V> Map<String, V> contents(CairnMap<V> map) {
        return map.entries(entries -> {
            Map<String, V> contents = new TreeMap<>();
            entries.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
            return contents;
        });
    }
}
