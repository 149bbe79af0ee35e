package io.cairn.occ;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Knows how far back the oldest tracked transaction reads, without a table of transactions:
 * transactions join the current <em>era</em>, which counts them and remembers a version not above
 * theirs; the commit leader opens a new era when somebody is in the current one, and retires empty
 * eras from the old end. Joining costs two atomic operations. Thread-safe, except that {@link
 * #oldest} and {@link #isEmptyBut} are called under the commit lock.
 */
final class ActiveReaders {

    /** A run of transactions that started at or after a version. */
    static final class Era {
        private final long startVersion;
        private final AtomicInteger members = new AtomicInteger();
        private volatile boolean retired;

        private Era(long startVersion) {
            this.startVersion = startVersion;
        }

        void leave() {
            members.decrementAndGet();
        }
    }

    private static final int ERAS_BEFORE_SWEEP = 64;

    private final ArrayDeque<Era> eras = new ArrayDeque<>();
    private volatile Era current;
    private int sweepAt = ERAS_BEFORE_SWEEP;

    ActiveReaders(long version) {
        current = new Era(version);
        eras.add(current);
    }

    /**
     * Joins the current era. The caller reads its version after this returns, so it is not below
     * the era's.
     */
    Era join() {
        while (true) {
            Era era = current;
            era.members.incrementAndGet();
            if (!era.retired) {
                return era;
            }
            era.members.decrementAndGet();
            Thread.onSpinWait();
        }
    }

    /**
     * Tells whether nobody is in but these. Whoever joins later reads a version that was visible
     * before this call, or a newer one.
     *
     * @param own how many members the caller knows of
     */
    boolean isEmptyBut(int own) {
        if (eras.size() == 1) {
            return current.members.get() <= own;
        }
        int members = 0;
        for (Era era : eras) {
            members += era.members.get();
            if (members > own) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a version that no tracked transaction reads below.
     *
     * @param visible reads the version that new transactions get
     */
    long oldest(LongSupplier visible) {
        long now = visible.getAsLong();
        if (eras.size() == 1 && current.members.get() == 0) {
            return now;
        }
        if (current.startVersion != now) {
            Era opened = new Era(now);
            eras.addLast(opened);
            current = opened;
        }
        while (eras.size() > 1 && retire(eras.getFirst())) {
            eras.removeFirst();
        }
        if (eras.size() > sweepAt) {
            eras.removeIf(era -> era != current && retire(era));
            sweepAt = Math.max(ERAS_BEFORE_SWEEP, 2 * eras.size());
        }
        return eras.getFirst().startVersion;
    }

    /** Returns how many eras are kept; for tests. */
    int eras() {
        return eras.size();
    }

    private static boolean retire(Era era) {
        if (era.members.get() != 0) {
            return false;
        }
        era.retired = true;
        if (era.members.get() != 0) {
            era.retired = false;
            return false;
        }
        return true;
    }
}
