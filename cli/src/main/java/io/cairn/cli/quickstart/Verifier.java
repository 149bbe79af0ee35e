package io.cairn.cli.quickstart;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.quickstart.JdkImage.Resource;
import io.cairn.cli.terminal.Progress;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the whole database with the image, byte by byte, in one scan; and the keys that the
 * steps wrote with what they were when the steps ended. Used once, by one thread.
 */
final class Verifier {

    private static final int PROBLEMS_MAX = 10;

    private final JdkImage image;
    private final Map<String, byte[]> written;
    private final Progress progress;
    private final List<String> problems = new ArrayList<>();
    private long entries;
    private long bytes;

    /** Takes the keys and values that the steps left. */
    Verifier(JdkImage image, Map<String, byte[]> written, Progress progress) {
        this.image = image;
        this.written = new HashMap<>(written);
        this.progress = progress;
    }

    /** Reads everything; returns what is wrong, at most ten lines. */
    List<String> verify(Database db) {
        Iterator<Resource> expected = image.resources().iterator();
        @Nullable Resource next = next(expected);
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                entries++;
                bytes += cursor.valueSegment().byteSize();
                progress.advance(cursor.valueSegment().byteSize());
                if (Bytes.text(key).startsWith(Tour.KEYS)) {
                    verifyWritten(Bytes.text(key), cursor.valueSegment());
                    continue;
                }
                while (next != null && Bytes.compare(next.key(), key) < 0) {
                    report(next.key(), "is missing");
                    next = next(expected);
                }
                if (next == null || Bytes.compare(next.key(), key) != 0) {
                    report(key, "is not part of the JDK image");
                } else {
                    verifyValue(key, cursor.valueSegment(), next.read());
                    next = next(expected);
                }
            }
        }
        for (; next != null; next = next(expected)) {
            report(next.key(), "is missing");
        }
        written.keySet().forEach(key -> report(Bytes.utf8(key), "is missing"));
        return problems;
    }

    /** How many entries were read. */
    long entries() {
        return entries;
    }

    /** How many bytes of values were compared. */
    long bytes() {
        return bytes;
    }

    private void verifyWritten(String key, MemorySegment value) {
        byte[] expected = written.remove(key);
        if (expected == null) {
            report(Bytes.utf8(key), "was not there when the steps ended");
        } else {
            verifyValue(Bytes.utf8(key), value, expected);
        }
    }

    private void verifyValue(byte[] key, MemorySegment value, byte[] expected) {
        long at = value.mismatch(MemorySegment.ofArray(expected));
        if (at >= 0) {
            report(
                    key,
                    "differs from byte "
                            + at
                            + " on ("
                            + value.byteSize()
                            + " bytes, expected "
                            + expected.length
                            + ")");
        }
    }

    private void report(byte[] key, String what) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(Bytes.describe(key) + " " + what);
        }
    }

    private static @Nullable Resource next(Iterator<Resource> resources) {
        return resources.hasNext() ? resources.next() : null;
    }
}
