package io.cairn.engine;

import io.cairn.config.Components;
import java.util.Map;

/**
 * Makes engines of one type; found through {@link java.util.ServiceLoader}. Implementations are
 * stateless.
 */
public interface EngineProvider {

    /**
     * Returns the engine's type name, which is also its URL scheme.
     *
     * @return a short lower-case name such as {@code memory}
     */
    String type();

    /**
     * Opens an engine.
     *
     * @param options settings by name; text values may stand for numbers and booleans (they come
     *     from URLs). An unknown name, a wrong type or a value out of range is a {@code
     *     ConfigException} whose text starts with the field's JSON pointer, below {@code
     *     /engineOptions}
     * @param components clock, randomness and threads to use instead of the system's
     * @return the open engine; the caller closes it
     */
    Engine open(Map<String, Object> options, Components components);
}
