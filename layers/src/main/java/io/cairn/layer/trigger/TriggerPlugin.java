package io.cairn.layer.trigger;

import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Handlers that belong together under one name, each bound to an event of a table. Immutable,
 * thread-safe, never closed; every method that changes something returns another plugin.
 */
public final class TriggerPlugin {

    /** The version of a plugin that names none. */
    public static final String DEFAULT_VERSION = "1.0.0";

    private final String name;
    private final String version;
    private final List<Binding> bindings;

    private record Binding(String table, TriggerEvent event, TriggerHandler handler) {}

    private TriggerPlugin(String name, String version, List<Binding> bindings) {
        this.name = name;
        this.version = version;
        this.bindings = bindings;
    }

    /**
     * Makes a plugin without handlers, of the version {@link #DEFAULT_VERSION}.
     *
     * @param name what it is registered under; not empty
     * @return the plugin
     * @throws InvalidArgumentException when the name is empty
     */
    public static TriggerPlugin of(String name) {
        return new TriggerPlugin(notEmpty("name", name), DEFAULT_VERSION, List.of());
    }

    /**
     * Names another version.
     *
     * @param newVersion the version; not empty
     * @return the changed plugin
     * @throws InvalidArgumentException when it is empty
     */
    public TriggerPlugin withVersion(String newVersion) {
        return new TriggerPlugin(name, notEmpty("version", newVersion), bindings);
    }

    /**
     * Binds a handler, which runs after those bound before.
     *
     * @param table the table's name; not empty
     * @param event when it runs
     * @param handler what it does
     * @return the changed plugin
     * @throws InvalidArgumentException when the table's name is empty
     */
    public TriggerPlugin withTrigger(String table, TriggerEvent event, TriggerHandler handler) {
        Binding binding =
                new Binding(
                        notEmpty("table", table),
                        Objects.requireNonNull(event, "event"),
                        Objects.requireNonNull(handler, "handler"));
        List<Binding> more = new ArrayList<>(bindings);
        more.add(binding);
        return new TriggerPlugin(name, version, List.copyOf(more));
    }

    /**
     * Binds a handler, which runs after those bound before.
     *
     * @param table the table's name; not empty
     * @param event when it runs, as {@link TriggerEvent#parse} reads it
     * @param handler what it does
     * @return the changed plugin
     * @throws InvalidArgumentException when the table's name is empty or there is no such event
     */
    public TriggerPlugin withTrigger(String table, String event, TriggerHandler handler) {
        return withTrigger(table, TriggerEvent.parse(event), handler);
    }

    /**
     * Returns what the plugin is registered under.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the version.
     *
     * @return the version
     */
    public String version() {
        return version;
    }

    /**
     * Returns which events of which tables have handlers.
     *
     * @return the events by table, in the order in which they were bound; a copy
     */
    public Map<String, List<TriggerEvent>> triggers() {
        Map<String, List<TriggerEvent>> triggers = new LinkedHashMap<>();
        for (Binding binding : bindings) {
            triggers.computeIfAbsent(binding.table, _ -> new ArrayList<>()).add(binding.event);
        }
        return triggers;
    }

    /**
     * Describes the plugin in types that every format of data has.
     *
     * @return {@code name}, {@code version}, and {@code triggers}: lists of events such as {@code
     *     BEFORE INSERT} by table; a copy
     */
    public Map<String, Object> toMap() {
        Map<String, List<String>> triggers = new LinkedHashMap<>();
        triggers()
                .forEach((table, events) ->
                        triggers.put(table, events.stream().map(TriggerEvent::text).toList()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("version", version);
        map.put("triggers", triggers);
        return map;
    }

    /** Returns the handlers bound to an event of a table, in the order in which they were bound. */
    List<TriggerHandler> handlers(String table, TriggerEvent event) {
        List<TriggerHandler> handlers = new ArrayList<>();
        for (Binding binding : bindings) {
            if (binding.event == event && binding.table.equals(table)) {
                handlers.add(binding.handler);
            }
        }
        return handlers;
    }

    private static String notEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw new InvalidArgumentException(
                    "a part of a plugin must not be empty", "argument", what);
        }
        return text;
    }
}
