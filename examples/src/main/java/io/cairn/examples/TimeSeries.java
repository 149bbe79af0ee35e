package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Measurements over time: written in batches, read by time range without copying, dropped by age.
 * Thread-safe.
 *
 * <pre>
 *   &lt;series&gt; 0x00 &lt;seconds since 1970, 8 bytes, big-endian&gt;   ->   the measurement, 8 bytes, big-endian
 * </pre>
 */
public final class TimeSeries {

    private static final ValueLayout.OfDouble VALUE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Database db;
    private final byte[] series;

    /**
     * Creates a view of a series.
     *
     * @param db where it is; stays the caller's
     * @param name its name, without the character 0
     */
    public TimeSeries(Database db, String name) {
        this.db = db;
        this.series = utf8(name + '\0');
    }

    /**
     * One measurement.
     *
     * @param second seconds since 1970, not negative
     * @param value what was measured
     */
    public record Point(long second, double value) {}

    /**
     * Adds measurements, all or none.
     *
     * @param points the measurements
     */
    public void add(List<Point> points) {
        db.putAll(entries(points));
    }

    // @start region=buffered
    /**
     * Adds measurements that may be lost in a power cut: the commit does not wait for the disk.
     *
     * @param points the measurements
     */
    public void addQuickly(List<Point> points) {
        TransactionOptions buffered = TransactionOptions.defaults().with(Durability.BUFFERED);
        db.transact(
                buffered,
                tx -> {
                    tx.putAll(entries(points));
                    return true;
                });
    }

    // @end

    // @start region=borrowed
    /**
     * Averages the measurements of a time range.
     *
     * @param fromSecond the first second inside
     * @param toSecond the first second outside
     * @return the average; empty when there is none
     */
    public OptionalDouble average(long fromSecond, long toSecond) {
        double sum = 0;
        long count = 0;
        try (Cursor points = db.scan(KeyRange.of(key(fromSecond), key(toSecond)))) {
            while (points.next()) {
                sum +=
                        points.valueSegment()
                                .get(VALUE, 0); // lent, not copied: valid until the next step
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    // @end

    /**
     * Returns the newest measurements.
     *
     * @param count the most returned
     * @return the measurements, newest first
     */
    public List<Point> newest(int count) {
        List<Point> found = new ArrayList<>();
        ScanOptions options = ScanOptions.all().reverse().limit(count);
        try (Cursor points = db.scan(KeyRange.prefix(series), options)) {
            while (points.next()) {
                long second = ByteBuffer.wrap(points.key()).getLong(series.length);
                found.add(new Point(second, points.valueSegment().get(VALUE, 0)));
            }
        }
        return found;
    }

    /**
     * Removes what is older than a moment, as one range.
     *
     * @param second the first second that stays
     */
    public void dropBefore(long second) {
        db.deleteRange(KeyRange.of(key(0), key(second)));
    }

    /**
     * Counts the measurements by walking over them.
     *
     * @return the exact number
     */
    public long count() {
        return db.count(KeyRange.prefix(series));
    }

    private List<Entry> entries(List<Point> points) {
        List<Entry> entries = new ArrayList<>();
        for (Point point : points) {
            byte[] value = ByteBuffer.allocate(Double.BYTES).putDouble(point.value()).array();
            entries.add(new Entry(key(point.second()), value));
        }
        return entries;
    }

    private byte[] key(long second) {
        return ByteBuffer.allocate(series.length + Long.BYTES).put(series).putLong(second).array();
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            TimeSeries inside = new TimeSeries(db, "temperature");
            TimeSeries outside = new TimeSeries(db, "temperature.outside");
            List<Point> day = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                day.add(new Point(hour * 3_600L, 15 + hour % 12));
            }
            inside.add(day);
            outside.addQuickly(List.of(new Point(0, -5)));

            out.println("first six hours: " + inside.average(0, 6 * 3_600).orElseThrow());
            out.println("newest: " + inside.newest(2));
            inside.dropBefore(20 * 3_600);
            out.println("left: " + inside.count() + " inside, " + outside.count() + " outside");
        }
    }
}
