package io.cairn.testing.isolation;

import io.cairn.api.Cursor;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a transaction, applied to a database or to a model map; what it returns is what its
 * client saw.
 */
public sealed interface Step {

    /** Does the step. Returns what was seen, empty for a write. */
    String run(WriteView view);

    /** Reads a key. */
    record Read(String key) implements Step {
        @Override
        public String run(WriteView view) {
            byte @Nullable [] value = view.get(Bytes.utf8(key));
            return key + "=" + (value == null ? "none" : Bytes.text(value));
        }
    }

    /** Walks a range until the limit. */
    record Scan(String begin, String end, boolean reverse, long limit) implements Step {
        @Override
        public String run(WriteView view) {
            ScanOptions options = reverse ? ScanOptions.all().reverse() : ScanOptions.all();
            List<String> seen = new ArrayList<>();
            try (Cursor cursor =
                    view.scan(
                            KeyRange.of(Bytes.utf8(begin), Bytes.utf8(end)),
                            options.limit(limit))) {
                while (cursor.next()) {
                    seen.add(Bytes.text(cursor.key()) + "=" + Bytes.text(cursor.value()));
                }
            }
            return seen.toString();
        }
    }

    /** Writes a key. */
    record Write(String key, String value) implements Step {
        @Override
        public String run(WriteView view) {
            view.put(Bytes.utf8(key), Bytes.utf8(value));
            return "";
        }
    }

    /** Reads a number and writes it increased, so that a lost update shows in the final state. */
    record Add(String key, int amount) implements Step {
        @Override
        public String run(WriteView view) {
            byte @Nullable [] value = view.get(Bytes.utf8(key));
            int sum = (value == null ? 0 : Integer.parseInt(Bytes.text(value))) + amount;
            view.put(Bytes.utf8(key), Bytes.utf8(Integer.toString(sum)));
            return key + "->" + sum;
        }
    }

    /** Removes a key. */
    record Delete(String key) implements Step {
        @Override
        public String run(WriteView view) {
            view.delete(Bytes.utf8(key));
            return "";
        }
    }

    /** Removes a range. */
    record DeleteRange(String begin, String end) implements Step {
        @Override
        public String run(WriteView view) {
            view.deleteRange(KeyRange.of(Bytes.utf8(begin), Bytes.utf8(end)));
            return "";
        }
    }
}
