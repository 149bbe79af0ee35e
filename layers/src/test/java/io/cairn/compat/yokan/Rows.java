package io.cairn.compat.yokan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** A table of checks by name; each begins without pairs and without collections c and cc. */
final class Rows {

    /** What is done and expected. */
    @FunctionalInterface
    interface Row {
        void check(Database db) throws Exception;
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    Rows row(String name, Row row) {
        if (rows.put(name, row) != null) {
            throw new IllegalArgumentException(name);
        }
        return this;
    }

    /** Checks all rows and reports all that fail. */
    void check(Store store, Path directory) {
        try (OpenStore open = store.open(directory)) {
            Database db = Database.over(open.db());
            Stream<Executable> checks =
                    rows.entrySet().stream()
                            .map(row ->
                                    () -> {
                                        db.eraseRange("");
                                        db.dropCollection("c");
                                        db.dropCollection("cc");
                                        assertThatCode(() -> row.getValue().check(db))
                                                .as(row.getKey())
                                                .doesNotThrowAnyException();
                                    });
            assertAll(checks.toList());
        }
    }

    static void refused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(YokanException.class)
                .extracting(e -> ((YokanException) e).code())
                .isEqualTo(code);
    }

    /** Reads a value, or gives null. */
    static @Nullable String value(Database db, String key) {
        Long length = db.length(key);
        if (length == null) {
            return null;
        }
        byte[] value = new byte[length.intValue()];
        db.get(key, value);
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Stores pairs: keys and values in turn. */
    static void given(Database db, String... keysAndValues) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            pairs.add(Map.entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        db.putMulti(pairs);
    }

    /** Makes targets of these sizes. */
    static List<byte[]> targets(int... sizes) {
        List<byte[]> targets = new ArrayList<>();
        for (int size : sizes) {
            targets.add(new byte[size]);
        }
        return targets;
    }

    /** Lists keys into roomy targets and shows them; what is too small is TS. */
    static List<String> list(Database db, int count, String from, String filter, int... mode) {
        List<ByteBuffer> targets =
                Stream.generate(() -> ByteBuffer.allocateDirect(16)).limit(count).toList();
        List<Long> lengths = db.listKeys(targets, from, filter, mode);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            byte[] key = new byte[(int) Math.max(0, lengths.get(i))];
            targets.get(i).get(0, key);
            keys.add(lengths.get(i) < 0 ? "TS" : new String(key, StandardCharsets.UTF_8));
        }
        return keys;
    }

    static String text(byte[] bytes, long length) {
        return new String(bytes, 0, (int) length, StandardCharsets.UTF_8);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
