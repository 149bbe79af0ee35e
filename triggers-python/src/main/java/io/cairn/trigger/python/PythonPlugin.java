package io.cairn.trigger.python;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.TriggerPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plugin as its author writes it: Python source text, and which events of which tables it is for.
 * Nothing is read or run before it is registered. Immutable, thread-safe, never closed; every
 * method that changes something returns another plugin.
 *
 * <p>The code defines functions that are named after the events: {@code on_before_insert}, {@code
 * on_after_insert}, {@code on_before_update}, {@code on_after_update}, {@code on_before_delete},
 * {@code on_after_delete}, {@code on_batch}; {@code handler} is called for events that have no
 * function of their own. A function is given the row, a {@code dict}, and whichever of the
 * arguments {@code old_row}, {@code event} and {@code table} it names. It changes the row, returns
 * another, or raises {@code TriggerAbort(message, code="TRIGGER_ABORT")}, which is there without an
 * import. What it returns that is no {@code dict} does not count. What it prints is discarded.
 */
public final class PythonPlugin {

    private final String name;
    private final String code;
    private final String version;
    private final List<String> packages;
    private final Map<String, List<String>> triggers;
    private final PythonLimits limits;

    private PythonPlugin(
            String name,
            String code,
            String version,
            List<String> packages,
            Map<String, List<String>> triggers,
            PythonLimits limits) {
        this.name = name;
        this.code = code;
        this.version = version;
        this.packages = packages;
        this.triggers = triggers;
        this.limits = limits;
    }

    /**
     * Makes a plugin of the version {@link TriggerPlugin#DEFAULT_VERSION}, without triggers.
     *
     * @param name what it is registered under; not empty
     * @param code the Python source text
     * @return the plugin
     * @throws InvalidArgumentException when the name is empty
     */
    public static PythonPlugin of(String name, String code) {
        return new PythonPlugin(
                notEmpty("name", name),
                Objects.requireNonNull(code, "code"),
                TriggerPlugin.DEFAULT_VERSION,
                List.of(),
                Map.of(),
                PythonLimits.DEFAULT);
    }

    /**
     * Names another version.
     *
     * @param newVersion the version; not empty
     * @return the changed plugin
     * @throws InvalidArgumentException when it is empty
     */
    public PythonPlugin withVersion(String newVersion) {
        return new PythonPlugin(
                name, code, notEmpty("version", newVersion), packages, triggers, limits);
    }

    /**
     * Says which packages the code needs; registering the plugin fails where one is not there.
     * There is the standard library, and nothing can be installed.
     *
     * @param names the packages, such as {@code json}; what follows a name, such as {@code >=1.2},
     *     is not looked at
     * @return the changed plugin
     * @throws InvalidArgumentException when a name is empty
     */
    public PythonPlugin withPackages(String... names) {
        for (String one : names) {
            notEmpty("packages", one);
        }
        return new PythonPlugin(name, code, version, List.of(names), triggers, limits);
    }

    /**
     * Adds an event that the plugin is for.
     *
     * @param table the table's name; not empty
     * @param event the event, such as {@code BEFORE INSERT}; whether there is such an event is
     *     looked at when the plugin is registered
     * @return the changed plugin
     * @throws InvalidArgumentException when the table's name is empty
     */
    public PythonPlugin withTrigger(String table, String event) {
        Map<String, List<String>> more = new LinkedHashMap<>(triggers);
        List<String> events =
                new ArrayList<>(more.getOrDefault(notEmpty("table", table), List.of()));
        events.add(Objects.requireNonNull(event, "event"));
        more.put(table, List.copyOf(events));
        return new PythonPlugin(
                name, code, version, packages, Collections.unmodifiableMap(more), limits);
    }

    /**
     * Sets what the code is held to.
     *
     * @param newLimits the limits
     * @return the changed plugin
     */
    public PythonPlugin withLimits(PythonLimits newLimits) {
        return new PythonPlugin(
                name,
                code,
                version,
                packages,
                triggers,
                Objects.requireNonNull(newLimits, "newLimits"));
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
     * Returns the Python source text.
     *
     * @return the code
     */
    public String code() {
        return code;
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
     * Returns which packages the code needs.
     *
     * @return their names; unmodifiable
     */
    public List<String> packages() {
        return packages;
    }

    /**
     * Returns what the plugin is for.
     *
     * @return the events by table, as they were given; unmodifiable
     */
    public Map<String, List<String>> triggers() {
        return triggers;
    }

    /**
     * Returns what the code is held to.
     *
     * @return the limits
     */
    public PythonLimits limits() {
        return limits;
    }

    /**
     * Describes the plugin in types that every format of data has.
     *
     * @return {@code name}, {@code version}, {@code code}, {@code packages}, {@code triggers}
     *     (lists of events by table) and {@code config} with {@code timeout_ms} and {@code
     *     statement_limit}; a copy
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("version", version);
        map.put("code", code);
        map.put("packages", packages);
        map.put("triggers", new LinkedHashMap<>(triggers));
        map.put(
                "config",
                Map.of(
                        "timeout_ms",
                        limits.callTime().toMillis(),
                        "statement_limit",
                        limits.statements()));
        return map;
    }

    private static String notEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw new InvalidArgumentException(
                    "a part of a plugin must not be empty", "argument", what);
        }
        return text;
    }
}
