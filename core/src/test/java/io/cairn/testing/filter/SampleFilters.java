package io.cairn.testing.filter;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code sample}, with these filters:
 *
 * <ul>
 *   <li>{@code parity} keeps entries whose key and value sizes differ in parity (it needs values),
 *       reverses keys and appends its arguments to values;
 *   <li>{@code longer} keeps keys longer than its arguments, and sees to it that it is shown no
 *       values;
 *   <li>{@code fails} throws with its arguments as the message when it meets the key {@code b2};
 *   <li>{@code waits} keeps everything, but first tells that it was entered and waits to be
 *       released;
 *   <li>{@code breaks} keeps everything and throws when it is asked to rewrite a value;
 *   <li>{@code calls} keeps everything and first runs what {@link #call} holds;
 *   <li>{@code changes} keeps everything and answers with longer values each time it is opened.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class SampleFilters implements FilterLibrary {

    /** Given a permit for each entry that {@code waits} was asked about. */
    public static final Semaphore ENTERED = new Semaphore(0);

    /** Lets {@code waits} decide about an entry for each permit. */
    public static final Semaphore RELEASED = new Semaphore(0);

    /** Run by {@code calls} at each entry. */
    public static volatile Runnable call = () -> {};

    private static final long SECONDS_MAX = 60;

    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger OPENED = new AtomicInteger();

    /** Returns how many filters of this process are open. */
    public static int open() {
        return OPEN.get();
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public EntryFilter open(String filter, byte[] arguments, boolean values) {
        EntryFilter opened =
                switch (filter) {
                    case "parity" -> new Parity(arguments);
                    case "longer" -> new Longer(arguments.length);
                    case "fails" -> new Fails(Bytes.text(arguments));
                    case "waits" -> new Waits();
                    case "breaks" -> new Breaks();
                    case "calls" -> new Calls();
                    case "changes" -> new Changes(OPENED.incrementAndGet());
                    default ->
                            throw new InvalidFilterException(
                                    "there are parity, longer, fails, waits, breaks, calls and changes",
                                    null,
                                    "filter",
                                    filter);
                };
        OPEN.incrementAndGet();
        return opened;
    }

    /** Counts which are open. */
    private abstract static class Counted implements EntryFilter {
        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    private static final class Parity extends Counted {
        private final byte[] appended;

        Parity(byte[] appended) {
            this.appended = appended;
        }

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            if (value == null) {
                throw new IllegalStateException("parity needs FILTER_VALUE");
            }
            return key.byteSize() % 2 != value.byteSize() % 2;
        }

        @Override
        public byte[] key(byte[] key) {
            for (int i = 0; i < key.length / 2; i++) {
                byte first = key[i];
                key[i] = key[key.length - 1 - i];
                key[key.length - 1 - i] = first;
            }
            return key;
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            byte[] longer = new byte[value.length + appended.length];
            System.arraycopy(value, 0, longer, 0, value.length);
            System.arraycopy(appended, 0, longer, value.length, appended.length);
            return longer;
        }
    }

    private static final class Longer extends Counted {
        private final int length;

        Longer(int length) {
            this.length = length;
        }

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            if (value != null) {
                throw new IllegalStateException("longer is shown a value");
            }
            return key.byteSize() > length;
        }
    }

    private static final class Fails extends Counted {
        private final String message;

        Fails(String message) {
            this.message = message;
        }

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            if (MemorySegment.ofArray(Bytes.utf8("b2")).mismatch(key) < 0) {
                throw new IllegalArgumentException(message);
            }
            return true;
        }
    }

    private static final class Waits extends Counted {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            ENTERED.release();
            try {
                if (!RELEASED.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody released the filter");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }
    }

    private static final class Breaks extends Counted {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            return true;
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            throw new IllegalStateException("no value is good enough");
        }
    }

    private static final class Calls extends Counted {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            call.run();
            return true;
        }
    }

    private static final class Changes extends Counted {
        private final int times;

        Changes(int times) {
            this.times = times;
        }

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            return true;
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            return new byte[times];
        }
    }
}
