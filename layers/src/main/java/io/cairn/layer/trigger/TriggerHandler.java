package io.cairn.layer.trigger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger does. Called by every thread that fires the event, so it must be thread-safe; it
 * is never closed.
 */
@FunctionalInterface
public interface TriggerHandler {

    /**
     * Handles an event.
     *
     * @param row the row as the handlers before left it; may be changed, and must not be kept
     * @param oldRow the row as it was before the update, where the caller gave it, else null; must
     *     not be changed
     * @return the row that goes on; null for {@code row} as it is now
     * @throws TriggerAbortException to refuse the row
     * @throws Exception when something goes wrong
     */
    @Nullable Map<String, @Nullable Object> handle(
            Map<String, @Nullable Object> row, @Nullable Map<String, @Nullable Object> oldRow)
            throws Exception;
}
