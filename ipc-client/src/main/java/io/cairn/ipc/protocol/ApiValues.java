package io.cairn.ipc.protocol;

import io.cairn.api.Entry;
import io.cairn.api.IsolationLevel;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.Direction;
import io.cairn.config.Durability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of the API as bytes. Stateless. */
final class ApiValues {

    private static final Direction[] DIRECTIONS = Direction.values();
    private static final IsolationLevel[] LEVELS = IsolationLevel.values();
    private static final Durability[] DURABILITIES = Durability.values();

    /** Stands for the database's own durability or age limit. */
    private static final int UNSET = 0xFF;

    /** The least bytes of an entry: two lengths. */
    private static final int ENTRY_BYTES_MIN = 8;

    private ApiValues() {}

    static void encode(WireWriter out, List<Entry> entries) {
        out.u32(entries.size());
        for (Entry entry : entries) {
            out.bytes(entry.key());
            out.bytes(entry.value());
        }
    }

    static List<Entry> decode(WireReader in) {
        int count = in.count(ENTRY_BYTES_MIN);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(in.bytes(), in.bytes()));
        }
        return entries;
    }

    static void encode(WireWriter out, ListRequest request) {
        out.bytes(request.from());
        out.bytes(request.filter());
        out.u32(request.count());
        out.u32(request.modes().bits());
    }

    static ListRequest listRequest(WireReader in) {
        return new ListRequest(in.bytes(), in.bytes(), in.size(), Modes.fromBits(in.u32()));
    }

    static void encode(WireWriter out, ScanOptions options) {
        out.u8(options.direction().ordinal());
        out.u64(options.limit());
        out.u64(options.byteLimit());
        out.optional(options.from());
        out.u32(options.modes().bits());
        out.optional(options.filter());
    }

    // The checker does not see, in class files of other modules, that an array of a record may be
    // null.
    @SuppressWarnings("NullAway")
    static ScanOptions scanOptions(WireReader in) {
        return new ScanOptions(
                in.constant(DIRECTIONS),
                in.u64(),
                in.u64(),
                in.optional(),
                Modes.fromBits(in.u32()),
                in.optional());
    }

    static void encode(WireWriter out, TransactionOptions options) {
        out.flag(options.readOnly());
        out.u8(options.isolation().ordinal());
        Durability durability = options.durability();
        out.u8(durability == null ? UNSET : durability.ordinal());
        Duration age = options.ageMax();
        out.flag(age != null);
        if (age != null) {
            out.u64(nanos(age));
        }
    }

    static TransactionOptions transactionOptions(WireReader in) {
        boolean readOnly = in.flag();
        IsolationLevel level = in.constant(LEVELS);
        return new TransactionOptions(readOnly, level, durability(in), age(in));
    }

    private static @Nullable Durability durability(WireReader in) {
        int ordinal = in.u8();
        if (ordinal == UNSET) {
            return null;
        }
        if (ordinal >= DURABILITIES.length) {
            throw in.malformed("a byte names nothing", ordinal);
        }
        return DURABILITIES[ordinal];
    }

    private static @Nullable Duration age(WireReader in) {
        return in.flag() ? Duration.ofNanos(in.u64()) : null;
    }

    /** A duration in nanoseconds, the longest that eight bytes can say if it is longer. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException _) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
