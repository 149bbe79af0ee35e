package io.cairn.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes and durations as text. Stateless. */
final class Quantities {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,19})\\s*([A-Za-z]+)");
    private static final Map<String, Long> SIZES = new LinkedHashMap<>();
    private static final Map<String, Duration> TIMES = new LinkedHashMap<>();

    static {
        SIZES.put("TiB", 1L << 40);
        SIZES.put("GiB", 1L << 30);
        SIZES.put("MiB", 1L << 20);
        SIZES.put("KiB", 1L << 10);
        SIZES.put("B", 1L);
        TIMES.put("d", Duration.ofDays(1));
        TIMES.put("h", Duration.ofHours(1));
        TIMES.put("m", Duration.ofMinutes(1));
        TIMES.put("s", Duration.ofSeconds(1));
        TIMES.put("ms", Duration.ofMillis(1));
        TIMES.put("us", Duration.ofNanos(1_000));
        TIMES.put("ns", Duration.ofNanos(1));
    }

    private Quantities() {}

    /** Reads a number of bytes with a suffix; null when the text is not one. */
    static @Nullable Long bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Long unit = matcher.matches() ? SIZES.get(matcher.group(2)) : null;
        try {
            return unit == null ? null : Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Reads a duration, as a number with a unit or as ISO 8601; null when the text is not one. */
    static @Nullable Duration duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Duration unit = matcher.matches() ? TIMES.get(matcher.group(2)) : null;
        try {
            return unit == null
                    ? Duration.parse(text.strip())
                    : unit.multipliedBy(Long.parseLong(matcher.group(1)));
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }

    /** Writes a number of bytes with the largest suffix that leaves it whole. */
    static String show(long bytes) {
        for (Map.Entry<String, Long> unit : SIZES.entrySet()) {
            if (bytes != 0 && unit.getValue() > 1 && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + unit.getKey();
            }
        }
        return Long.toString(bytes);
    }

    /** Writes a duration with the largest unit that leaves it whole. */
    static String show(Duration duration) {
        for (Map.Entry<String, Duration> unit : TIMES.entrySet()) {
            long count = duration.dividedBy(unit.getValue());
            if (count != 0 && unit.getValue().multipliedBy(count).equals(duration)) {
                return count + unit.getKey();
            }
        }
        return duration.toString();
    }
}
