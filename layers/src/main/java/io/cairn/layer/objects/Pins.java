package io.cairn.layer.objects;

/**
 * What keeps an object from being evicted. Thread-safe.
 *
 * @param hard whether it is never evicted
 * @param soft until when it is evicted last
 */
record Pins(boolean hard, Deadline soft) {

    static Pins of(ReplicateConfig config, long now) {
        Deadline soft = new Deadline();
        config.softPin().ifPresent(time -> soft.extendTo(now + time.toNanos()));
        return new Pins(config.hardPin(), soft);
    }

    static Pins stored(boolean hard) {
        return new Pins(hard, new Deadline());
    }
}
