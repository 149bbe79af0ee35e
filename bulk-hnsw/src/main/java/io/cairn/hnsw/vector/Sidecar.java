package io.cairn.hnsw.vector;

import io.cairn.config.StrictJson;
import io.cairn.error.ConfigException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.hnsw.Metric;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a raw file, in {@code name.json}: {@code {"n": 3, "dim": 2, "metric":
 * "cosine"}}, the last one optional. Immutable.
 *
 * @param count how many vectors there are
 * @param dimension components of a vector
 * @param metric how their distances are meant to be measured, or null
 */
record Sidecar(long count, int dimension, @Nullable Metric metric) {

    private static final long FILE_BYTES_MAX = 65_536;

    private static final String COUNT = "n";
    private static final String DIMENSION = "dim";
    private static final String METRIC = "metric";

    static Path beside(Path file) {
        Path name = file.getFileName();
        return file.resolveSibling(name + ".json");
    }

    /** Returns what stands beside a raw file, or null when nothing does. */
    static @Nullable Sidecar read(Path raw) {
        Path file = beside(raw);
        return Files.exists(file) ? parse(file) : null;
    }

    private static Sidecar parse(Path file) {
        Map<String, Object> fields = fields(file);
        for (String field : fields.keySet()) {
            if (!field.equals(COUNT) && !field.equals(DIMENSION) && !field.equals(METRIC)) {
                throw wrong(file, field, null);
            }
        }
        long count = number(file, fields, COUNT, 0, Sizes.COUNT_MAX);
        long dimension = number(file, fields, DIMENSION, 1, Sizes.DIMENSION_MAX);
        return new Sidecar(count, (int) dimension, metric(file, fields.get(METRIC)));
    }

    private static Map<String, Object> fields(Path file) {
        try (FileBytes bytes = FileBytes.open(file, false)) {
            if (bytes.size() > FILE_BYTES_MAX) {
                throw FileFailure.format(
                        "the description of a raw file is too long; write {\"n\": ..., \"dim\": ...}",
                        file,
                        "bytes",
                        bytes.size());
            }
            byte[] text = new byte[(int) bytes.size()];
            bytes.read(0, MemorySegment.ofArray(text), 0, text.length);
            return StrictJson.parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
        } catch (ConfigException | CharacterCodingException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the description of a raw file is malformed; write {\"n\": ..., \"dim\": ...}",
                    e,
                    "file",
                    file,
                    "problem",
                    e.getMessage());
        }
    }

    private static long number(
            Path file, Map<String, Object> fields, String field, long min, long max) {
        Object value = fields.get(field);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw wrong(file, field, value);
    }

    private static @Nullable Metric metric(Path file, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        for (Metric metric : Metric.values()) {
            if (word(metric).equals(value)) {
                return metric;
            }
        }
        throw wrong(file, METRIC, value);
    }

    private static String word(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    private static CorruptionException wrong(Path file, String field, @Nullable Object value) {
        return FileFailure.format(
                "the description of a raw file has a wrong, missing or unknown field; it has n (0 to"
                        + " 2147483647), dim (1 to 65536) and maybe metric (cosine, l2 or ip)",
                file,
                "field",
                field,
                "value",
                value);
    }

    /** Returns the text of the file. */
    byte[] toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(COUNT, count);
        fields.put(DIMENSION, dimension);
        if (metric != null) {
            fields.put(METRIC, word(metric));
        }
        return StrictJson.write(fields).getBytes(StandardCharsets.UTF_8);
    }
}
