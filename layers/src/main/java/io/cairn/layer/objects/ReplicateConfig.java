package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an object is stored. Immutable, thread-safe.
 *
 * @param replicas how many copies, on segments of their own
 * @param strict whether the put fails when not all copies can be made, or a preferred segment is
 *     not mounted; otherwise as many as possible are made, and the result says where
 * @param softPin how long the object is evicted last, from the put on; empty for not at all. It is
 *     forgotten when the store is closed
 * @param hardPin whether the object is never evicted
 * @param preferred the names of the segments to try first, in order
 */
public record ReplicateConfig(
        int replicas,
        boolean strict,
        Optional<Duration> softPin,
        boolean hardPin,
        List<String> preferred) {

    /** How long an object is soft-pinned unless another time is given. */
    public static final Duration SOFT_PIN = Duration.ofMinutes(30);

    /** The longest soft pin. */
    public static final Duration SOFT_PIN_MAX = Duration.ofHours(24);

    private static final ReplicateConfig STANDARD = builder().build();

    /**
     * Checks and copies.
     *
     * @throws InvalidArgumentException when there would be no copy, or the soft pin is not positive
     *     or too long
     */
    public ReplicateConfig {
        if (replicas < 1) {
            throw new InvalidArgumentException(
                    "an object has at least one replica", "replicas", replicas);
        }
        Objects.requireNonNull(softPin, "softPin").ifPresent(ReplicateConfig::check);
        preferred = List.copyOf(preferred);
    }

    private static void check(Duration softPin) {
        if (!softPin.isPositive() || softPin.compareTo(SOFT_PIN_MAX) > 0) {
            throw new InvalidArgumentException(
                    "a soft pin lasts up to 24 hours", "softPin", softPin);
        }
    }

    /**
     * Returns one replica anywhere, without pins.
     *
     * @return what applies when nothing is said
     */
    public static ReplicateConfig standard() {
        return STANDARD;
    }

    /**
     * Begins with one replica anywhere, without pins.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes configurations. Used by one thread. */
    public static final class Builder {

        private int replicas = 1;
        private boolean strict;
        private Optional<Duration> softPin = Optional.empty();
        private boolean hardPin;
        private List<String> preferred = List.of();

        private Builder() {}

        /**
         * Asks for several copies.
         *
         * @param count how many, on segments of their own
         * @return this builder
         */
        public Builder replicas(int count) {
            replicas = count;
            return this;
        }

        /**
         * Has a put fail that cannot do all that is asked.
         *
         * @return this builder
         */
        public Builder strict() {
            strict = true;
            return this;
        }

        /**
         * Has the object evicted last.
         *
         * @param time for how long
         * @return this builder
         */
        public Builder softPin(Duration time) {
            softPin = Optional.of(time);
            return this;
        }

        /**
         * Has the object never evicted.
         *
         * @return this builder
         */
        public Builder hardPin() {
            hardPin = true;
            return this;
        }

        /**
         * Says which segments to try first.
         *
         * @param names their names, in order
         * @return this builder
         */
        public Builder preferred(String... names) {
            preferred = List.of(names);
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration
         * @throws InvalidArgumentException when there would be no copy, or the soft pin is not
         *     positive or too long
         */
        public ReplicateConfig build() {
            return new ReplicateConfig(replicas, strict, softPin, hardPin, preferred);
        }
    }
}
