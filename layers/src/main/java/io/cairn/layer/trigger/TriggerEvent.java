package io.cairn.layer.trigger;

import io.cairn.error.InvalidArgumentException;
import java.util.List;
import java.util.Locale;

/** When a trigger runs. */
public enum TriggerEvent {
    /** Before a row is inserted. */
    BEFORE_INSERT,
    /** After a row was inserted. */
    AFTER_INSERT,
    /** Before a row is updated. */
    BEFORE_UPDATE,
    /** After a row was updated. */
    AFTER_UPDATE,
    /** Before a row is deleted. */
    BEFORE_DELETE,
    /** After a row was deleted. */
    AFTER_DELETE,
    /** On an operation on many rows. */
    ON_BATCH;

    /**
     * Reads the name of an event.
     *
     * @param text the name in upper or lower case, such as {@code BEFORE INSERT} or {@code
     *     before_insert}
     * @return the event
     * @throws InvalidArgumentException when there is no such event
     */
    public static TriggerEvent parse(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace(' ', '_');
        for (TriggerEvent event : values()) {
            if (event.name().equals(name)) {
                return event;
            }
        }
        throw new InvalidArgumentException(
                "there is no such trigger event; use one of those listed",
                "event",
                text,
                "events",
                List.of(values()));
    }

    /**
     * Returns the name as people write it.
     *
     * @return a text such as {@code BEFORE INSERT}
     */
    public String text() {
        return name().replace('_', ' ');
    }
}
