package io.cairn.cli.data;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.terminal.Progress;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything in one consistent state twice, forward and in reverse, and compares: keys
 * strictly ascending and descending, the same number of entries, the same content. Reading also
 * makes the engine check its own checksums. Used once, by one thread.
 */
public final class DatabaseCheck {

    private static final int POINT_READ_EVERY = 64;

    private final ReadView view;
    private final Progress progress;
    private @Nullable String problem;

    /**
     * Creates a check.
     *
     * @param view one consistent state
     * @param progress moved by the entries read
     */
    public DatabaseCheck(ReadView view, Progress progress) {
        this.view = view;
        this.progress = progress;
    }

    /**
     * What one walk over everything saw.
     *
     * @param entries how many entries
     * @param bytes the bytes of their keys and values
     * @param checksum a sum over all entries that does not depend on their order
     */
    public record Totals(long entries, long bytes, long checksum) {}

    /**
     * Reads everything both ways.
     *
     * @return what the forward walk saw
     */
    public Totals run() {
        Totals forward = walk(ScanOptions.all(), -1);
        Totals reverse = walk(ScanOptions.all().reverse(), 1);
        if (!forward.equals(reverse)) {
            report("forward scan and reverse scan differ: " + forward + " against " + reverse);
        }
        return forward;
    }

    /**
     * Returns what is wrong.
     *
     * @return the first problem found, or null when there is none
     */
    public @Nullable String problem() {
        return problem;
    }

    private Totals walk(ScanOptions options, int order) {
        long entries = 0;
        long bytes = 0;
        long checksum = 0;
        byte[] previous = Bytes.EMPTY;
        try (Cursor cursor = view.scan(KeyRange.all(), options)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                byte[] value = cursor.value();
                if (entries > 0 && Integer.signum(Bytes.compare(previous, key)) != order) {
                    report(
                            Bytes.describe(key)
                                    + " is out of order after "
                                    + Bytes.describe(previous));
                }
                if (entries % POINT_READ_EVERY == 0 && !Arrays.equals(view.get(key), value)) {
                    report("a point read of " + Bytes.describe(key) + " differs from the scan");
                }
                checksum += checksum(key, value);
                entries++;
                bytes += key.length + (long) value.length;
                previous = key;
                progress.advance(1);
            }
        }
        return new Totals(entries, bytes, checksum);
    }

    private static long checksum(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        long keySum = crc.getValue();
        crc.update(value);
        return keySum << 32 ^ crc.getValue();
    }

    private void report(String found) {
        if (problem == null) {
            problem = found;
        }
    }
}
