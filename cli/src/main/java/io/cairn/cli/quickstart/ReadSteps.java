package io.cairn.cli.quickstart;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.quickstart.JdkImage.Resource;
import io.cairn.cli.quickstart.Step.Outcome;
import io.cairn.cli.terminal.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that read the image. Stateless. */
final class ReadSteps {

    private static final int POINT_READS = 1000;
    private static final KeyRange UTIL = KeyRange.prefix(utf8("java.base/java/util/"));

    private ReadSteps() {}

    static List<Step> all(JdkImage image) {
        return List.of(
                points(image),
                new Step(
                        "a path read",
                        PATH_READ_CODE,
                        db -> {
                            byte @Nullable [] value = pathRead(db);
                            return new Outcome(
                                    value == null ? "absent" : Units.bytes(value.length),
                                    () ->
                                            Arrays.equals(
                                                    value,
                                                    image.read(
                                                            "java.base/java/lang/String.class")));
                        }),
                new Step(
                        "prefix scan of java.base/java/util/",
                        PREFIX_SCAN_CODE,
                        db -> {
                            long[] seen = prefixScan(db);
                            return new Outcome(
                                    Units.count(seen[0], "entry", "entries")
                                            + ", "
                                            + Units.bytes(seen[1]),
                                    () ->
                                            seen[0] == image.count(UTIL)
                                                    && seen[1] == bytes(image, UTIL));
                        }),
                new Step(
                        "reverse scan: the last three keys below it",
                        REVERSE_SCAN_CODE,
                        db -> {
                            List<String> keys = reverseScan(db);
                            return new Outcome(
                                    String.join("\n", keys),
                                    () -> keys.equals(last(image, UTIL, 3)));
                        }),
                new Step(
                        "count of a range: the module java.base",
                        COUNT_CODE,
                        db -> {
                            long count = countRange(db);
                            KeyRange range = KeyRange.of(utf8("java.base/"), utf8("java.base0"));
                            return new Outcome(
                                    Units.count(count, "entry", "entries"),
                                    () -> count == image.count(range));
                        }));
    }

    private static Step points(JdkImage image) {
        List<Resource> sample = image.sample(POINT_READS);
        return new Step(
                "point reads, spread over the image",
                POINT_READS_CODE,
                db -> {
                    List<byte[]> values =
                            pointReads(db, sample.stream().map(Resource::key).toList());
                    return new Outcome(
                            Units.count(values.size()) + " values",
                            () ->
                                    Arrays.deepEquals(
                                            values.toArray(),
                                            sample.stream().map(Resource::read).toArray()));
                });
    }

    static final String POINT_READS_CODE =
            """
            List<byte[]> values = new ArrayList<>();
            for (byte[] key : keys) {
                values.add(db.get(key));
            }
            """;

    private static List<byte[]> pointReads(Database db, List<byte[]> keys) {
        // code: POINT_READS_CODE
        List<byte[]> values = new ArrayList<>();
        for (byte[] key : keys) {
            values.add(db.get(key));
        }
        // end
        return values;
    }

    static final String PATH_READ_CODE =
            """
            KeyPath path = KeyPath.of("java.base", "java", "lang", "String.class");
            byte[] value = db.get(path);
            """;

    private static byte @Nullable [] pathRead(Database db) {
        // code: PATH_READ_CODE
        KeyPath path = KeyPath.of("java.base", "java", "lang", "String.class");
        byte[] value = db.get(path);
        // end
        return value;
    }

    static final String PREFIX_SCAN_CODE =
            """
            long entries = 0;
            long bytes = 0;
            KeyRange below = KeyRange.prefix(utf8("java.base/java/util/"));
            try (Cursor cursor = db.scan(below)) {
                while (cursor.next()) {
                    entries++;
                    bytes += cursor.valueSegment().byteSize(); // borrowed, not copied
                }
            }
            """;

    private static long[] prefixScan(Database db) {
        // code: PREFIX_SCAN_CODE
        long entries = 0;
        long bytes = 0;
        KeyRange below = KeyRange.prefix(utf8("java.base/java/util/"));
        try (Cursor cursor = db.scan(below)) {
            while (cursor.next()) {
                entries++;
                bytes += cursor.valueSegment().byteSize(); // borrowed, not copied
            }
        }
        // end
        return new long[] {entries, bytes};
    }

    static final String REVERSE_SCAN_CODE =
            """
            List<String> keys = new ArrayList<>();
            KeyRange below = KeyRange.prefix(utf8("java.base/java/util/"));
            ScanOptions lastThree = ScanOptions.all().reverse().limit(3);
            try (Cursor cursor = db.scan(below, lastThree)) {
                while (cursor.next()) {
                    keys.add(text(cursor.key()));
                }
            }
            """;

    private static List<String> reverseScan(Database db) {
        // code: REVERSE_SCAN_CODE
        List<String> keys = new ArrayList<>();
        KeyRange below = KeyRange.prefix(utf8("java.base/java/util/"));
        ScanOptions lastThree = ScanOptions.all().reverse().limit(3);
        try (Cursor cursor = db.scan(below, lastThree)) {
            while (cursor.next()) {
                keys.add(text(cursor.key()));
            }
        }
        // end
        return keys;
    }

    static final String COUNT_CODE =
            """
            KeyRange module = KeyRange.of(utf8("java.base/"), utf8("java.base0"));
            long count = db.count(module);
            """;

    private static long countRange(Database db) {
        // code: COUNT_CODE
        KeyRange module = KeyRange.of(utf8("java.base/"), utf8("java.base0"));
        long count = db.count(module);
        // end
        return count;
    }

    private static long bytes(JdkImage image, KeyRange range) {
        return image.resources().stream()
                .filter(resource -> range.contains(resource.key()))
                .mapToLong(Resource::bytes)
                .sum();
    }

    private static List<String> last(JdkImage image, KeyRange range, int count) {
        return image.resources().reversed().stream()
                .map(Resource::key)
                .filter(range::contains)
                .limit(count)
                .map(Bytes::text)
                .toList();
    }
}
