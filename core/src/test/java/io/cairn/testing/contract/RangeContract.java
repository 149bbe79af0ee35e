package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every range over a small set of awkward bounds, compared with a sorted map that is walked by
 * hand.
 */
class RangeContract extends EverywhereContract {

    private static final List<byte[]> KEYS =
            hexes(
                    "00", "01", "0100", "01ff", "61", "6100", "6161", "61ff", "7f", "80", "fe",
                    "ff", "ff00", "ffff");

    private static List<byte[]> hexes(String... digits) {
        List<byte[]> list = new ArrayList<>();
        for (String one : digits) {
            list.add(HexFormat.of().parseHex(one));
        }
        return list;
    }

    /** Every pair of bounds, reversed ones included. */
    private static List<KeyRange> ranges() {
        List<byte[]> bounds = new ArrayList<>(KEYS);
        bounds.addAll(hexes("", "00ff", "60", "610000", "ffffff"));
        List<KeyRange> ranges = new ArrayList<>();
        for (byte[] begin : bounds) {
            ranges.add(KeyRange.of(begin, null));
            for (byte[] end : bounds) {
                ranges.add(KeyRange.of(begin, end));
            }
        }
        return ranges;
    }

    private static TreeMap<String, String> put(WriteView view) {
        TreeMap<String, String> expected = new TreeMap<>();
        for (byte[] key : KEYS) {
            String name = HexFormat.of().formatHex(key);
            view.put(key, Bytes.utf8(name));
            expected.put(name, name);
        }
        return expected;
    }

    private static boolean inside(KeyRange range, String key) {
        String begin = HexFormat.of().formatHex(range.begin());
        byte[] end = range.end();
        return key.compareTo(begin) >= 0
                && (end == null || key.compareTo(HexFormat.of().formatHex(end)) < 0);
    }

    private static List<String> values(ReadView view, KeyRange range, ScanOptions options) {
        List<String> values = new ArrayList<>();
        try (var cursor = view.scan(range, options)) {
            while (cursor.next()) {
                assertThat(text(cursor.value())).isEqualTo(HexFormat.of().formatHex(cursor.key()));
                values.add(text(cursor.value()));
            }
        }
        return values;
    }

    private static void assertAllRanges(ReadView view, TreeMap<String, String> expected) {
        for (KeyRange range : ranges()) {
            List<String> inside =
                    new ArrayList<>(
                            expected.keySet().stream().filter(key -> inside(range, key)).toList());
            assertThat(values(view, range, ScanOptions.all()))
                    .as("forward %s", range)
                    .isEqualTo(inside);
            assertThat(view.count(range)).as("count %s", range).isEqualTo(inside.size());
            inside.sort(java.util.Comparator.reverseOrder());
            assertThat(values(view, range, ScanOptions.all().reverse()))
                    .as("reverse %s", range)
                    .isEqualTo(inside);
        }
    }

    @Test
    @DisplayName("S20 every range, in both directions, and its count")
    void scans() {
        run(
                given(),
                view -> {
                    assertAllRanges(view, put(view));
                    return true;
                });
        TreeMap<String, String> all = new TreeMap<>();
        KEYS.forEach(key -> all.put(HexFormat.of().formatHex(key), ""));
        assertAllRanges(view(), all);
    }

    @Test
    @DisplayName("S20 every range over data with holes: deletes, range deletes and later puts")
    void scansOverHoles() {
        TreeMap<String, String> expected = new TreeMap<>();
        run(
                given(),
                view -> {
                    expected.putAll(put(view));
                    view.delete(KEYS.get(1));
                    view.deleteRange(KeyRange.of(KEYS.get(4), KEYS.get(8)));
                    view.put(KEYS.get(6), Bytes.utf8(HexFormat.of().formatHex(KEYS.get(6))));
                    view.deleteRange(KeyRange.single(KEYS.get(11)));
                    for (int gone : new int[] {1, 4, 5, 7, 11}) {
                        expected.remove(HexFormat.of().formatHex(KEYS.get(gone)));
                    }
                    assertAllRanges(view, expected);
                    return true;
                });
        assertAllRanges(view(), expected);
    }

    @Test
    @DisplayName("E02 every range, deleted")
    void deletes() {
        for (KeyRange range : ranges()) {
            run(
                    given(),
                    view -> {
                        put(view);
                        view.deleteRange(range);
                        return true;
                    });
            List<String> left =
                    KEYS.stream()
                            .map(key -> HexFormat.of().formatHex(key))
                            .filter(key -> !inside(range, key))
                            .toList();
            assertThat(values(view(), KeyRange.all(), ScanOptions.all()))
                    .as("left after deleting %s", range)
                    .isEqualTo(left);
        }
    }

    @Test
    @DisplayName("S20 nothing in an empty database, and nothing in a reversed range")
    void empty() {
        run(
                given(),
                view -> {
                    assertThat(text(view)).isEmpty();
                    assertThat(view.count(KeyRange.all())).isZero();
                    put(view);
                    KeyRange reversed = Data.range("b", "a");
                    assertThat(text(view, reversed, ScanOptions.all())).isEmpty();
                    assertThat(text(view, reversed, ScanOptions.all().reverse())).isEmpty();
                    assertThat(view.count(reversed)).isZero();
                    view.deleteRange(reversed);
                    assertThat(view.count(KeyRange.all())).isEqualTo(KEYS.size());
                    return true;
                });
    }

    @Test
    @DisplayName("S19 a prefix finds its own keys only")
    void prefix() {
        run(
                given(
                        "log:2024-01-14:z",
                        "1",
                        "log:2024-01-15:",
                        "2",
                        "log:2024-01-15:a",
                        "3",
                        "log:2024-01-15:z",
                        "4",
                        "log:2024-01-15;",
                        "5",
                        "log:2024-01-16:",
                        "6"),
                view -> {
                    KeyRange range = Data.prefix("log:2024-01-15:");
                    assertThat(text(view, range, ScanOptions.all()))
                            .isEqualTo("log:2024-01-15:=2 log:2024-01-15:a=3 log:2024-01-15:z=4");
                    assertThat(text(view, range, ScanOptions.all().reverse().limit(1)))
                            .isEqualTo("log:2024-01-15:z=4");
                    return true;
                });
    }
}
