package io.cairn.testing.contract;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.KeyPage;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short names for bytes and short forms of what is in a database. */
final class Data {

    private Data() {}

    /** Returns the bytes of some text. */
    static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    /** Returns bytes given in hexadecimal. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Returns the text of some bytes, or null. */
    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : Bytes.text(bytes);
    }

    static List<byte[]> keys(String... keys) {
        return Arrays.stream(keys).map(Data::b).toList();
    }

    static List<@Nullable String> texts(List<byte @Nullable []> values) {
        List<@Nullable String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        return texts;
    }

    static Entry entry(String key, String value) {
        return new Entry(b(key), b(value));
    }

    /** Returns entries from {@code k1, v1, k2, v2 ...}. */
    static List<Entry> entries(String... keysAndValues) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        return entries;
    }

    static void putAll(WriteView view, String... keysAndValues) {
        if (keysAndValues.length > 0) {
            view.putAll(entries(keysAndValues));
        }
    }

    static KeyRange range(String begin, @Nullable String end) {
        return KeyRange.of(b(begin), end == null ? null : b(end));
    }

    static KeyRange prefix(String prefix) {
        return KeyRange.prefix(b(prefix));
    }

    /** Returns everything in a view as {@code k1=v1 k2=v2}. */
    static String text(ReadView view) {
        return text(view, KeyRange.all(), ScanOptions.all());
    }

    /** Returns what a scan delivers as {@code k1=v1 k2=v2}. */
    static String text(ReadView view, KeyRange range, ScanOptions options) {
        try (Cursor cursor = view.scan(range, options)) {
            return rest(cursor);
        }
    }

    /** Returns what a cursor still delivers as {@code k1=v1 k2=v2}. */
    static String rest(Cursor cursor) {
        List<String> shown = new ArrayList<>();
        while (cursor.next()) {
            shown.add(text(cursor.key()) + "=" + text(cursor.value()));
        }
        return String.join(" ", shown);
    }

    /** Returns a page's keys as text, separated by blanks, an empty key as {@code ''}. */
    static String text(KeyPage page) {
        return String.join(
                " ",
                page.keys().stream().map(key -> key.length == 0 ? "''" : Bytes.text(key)).toList());
    }

    /** Returns entries as {@code k1=v1 k2=v2}. */
    static String text(List<Entry> entries) {
        return String.join(
                " ",
                entries.stream()
                        .map(entry -> text(entry.key()) + "=" + text(entry.value()))
                        .toList());
    }

    /** Returns a heap segment over the bytes of some text. */
    static MemorySegment segment(String text) {
        return MemorySegment.ofArray(b(text));
    }

    /** Returns a zeroed heap segment. */
    static MemorySegment room(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    static String text(MemorySegment segment) {
        return Bytes.text(segment.toArray(ValueLayout.JAVA_BYTE));
    }

    /** Returns the first bytes of a segment as text. */
    static String text(MemorySegment segment, long bytes) {
        return text(segment.asSlice(0, bytes));
    }
}
