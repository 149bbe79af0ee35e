package io.cairn.layer.objects;

/** A point in time that can be moved, on a clock in nanoseconds of any origin. Thread-safe. */
final class Deadline {

    private long end;
    private boolean set;

    /** Moves it to a later point; an earlier one changes nothing. */
    synchronized void extendTo(long nanos) {
        if (!set || nanos - end > 0) {
            end = nanos;
            set = true;
        }
    }

    /** Tells whether it is still to come; false when it was never set. */
    synchronized boolean isAhead(long now) {
        return set && end - now > 0;
    }
}
