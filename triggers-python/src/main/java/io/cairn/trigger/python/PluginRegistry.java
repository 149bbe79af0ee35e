package io.cairn.trigger.python;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.PluginExecutionException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Python plugins that are loaded and run. They stand in a {@link TriggerRegistry}, where plugins in
 * Java may stand beside them and which is what stores of rows are given.
 *
 * <p>Thread-safe. Whoever made it closes it, after everything that fires events: from then on an
 * event that a Python plugin is for fails, so that no row goes in unseen.
 */
public final class PluginRegistry implements AutoCloseable {

    private final TriggerRegistry triggers;

    /** By name; those that somebody took out of {@code triggers} as well. */
    private final Map<String, LoadedPlugin> loaded = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** Makes a registry without plugins, on a {@link TriggerRegistry} of its own. */
    public PluginRegistry() {
        this(new TriggerRegistry());
    }

    /**
     * Makes a registry that adds its plugins to another.
     *
     * @param triggers where the plugins come to stand
     */
    public PluginRegistry(TriggerRegistry triggers) {
        this.triggers = Objects.requireNonNull(triggers, "triggers");
    }

    /**
     * Returns the registry that the plugins stand in.
     *
     * @return the registry, for whoever fires events and for plugins in Java
     */
    public TriggerRegistry triggers() {
        return triggers;
    }

    /**
     * Loads a plugin's code and adds it after the other plugins; one that has the same name is
     * replaced where it stands, and calls that are under way end in the old one. The first plugin
     * of the process takes seconds, as the interpreter is started; each further one some tenths of
     * a second.
     *
     * @param plugin the plugin
     * @throws InvalidArgumentException when an event does not exist, a package is not there, the
     *     code cannot be read or run, or has no function for an event; it names plugin and line.
     *     Nothing is changed then
     * @throws ClosedException when the registry is closed
     */
    public synchronized void register(PythonPlugin plugin) {
        checkOpen();
        LoadedPlugin fresh = LoadedPlugin.load(plugin);
        triggers.register(fresh.triggers());
        LoadedPlugin before = loaded.put(plugin.name(), fresh);
        if (before != null) {
            before.retire();
        }
    }

    /**
     * Removes a plugin; its handlers no longer run but for calls that are under way.
     *
     * @param name its name
     * @throws InvalidArgumentException when there is no such plugin
     * @throws ClosedException when the registry is closed
     */
    public synchronized void unregister(String name) {
        checkOpen();
        triggers.unregister(name);
        LoadedPlugin before = loaded.remove(name);
        if (before != null) {
            before.retire();
        }
    }

    /**
     * Lists the plugins, those in Java as well.
     *
     * @return their names in the order of registration; a copy
     */
    public List<String> listPlugins() {
        return triggers.listPlugins();
    }

    /**
     * Finds a Python plugin.
     *
     * @param name its name
     * @return the plugin, or null when there is none of this name
     */
    public @Nullable PythonPlugin get(String name) {
        LoadedPlugin found = loaded(Objects.requireNonNull(name, "name"));
        return found == null || triggers.get(name) != found.triggers() ? null : found.plugin();
    }

    /**
     * Runs the handlers of an event, as {@link TriggerRegistry#fire(String, TriggerEvent, Map)}
     * does. What a handler did not change comes back as the object that was given; what it did
     * comes as text, {@link Long} ({@link java.math.BigInteger} where it is too large), {@link
     * Double}, {@link Boolean}, null, {@code byte[]}, a list or a map of such.
     *
     * @param table the table's name
     * @param event the event
     * @param row the row, of such values; not changed
     * @return the row as the handlers left it, the caller's to change
     * @throws TriggerAbortException when a handler refuses the row
     * @throws PluginExecutionException when a handler fails; the cause is a {@link PythonException}
     *     for what happened in Python, and an {@link InvalidArgumentException} when the row has a
     *     value of another type
     * @throws ClosedException when the registry is closed
     */
    public Map<String, @Nullable Object> fire(
            String table, TriggerEvent event, Map<String, @Nullable Object> row) {
        checkOpen();
        return triggers.fire(table, event, row);
    }

    /**
     * Ends the interpreters that no thread is in; one that is in use ends with its call. Closing
     * again does nothing.
     */
    @Override
    public synchronized void close() {
        closed = true;
        loaded.values().forEach(LoadedPlugin::close);
        loaded.clear();
    }

    /** Finds a plugin that runs, or null. */
    @Nullable LoadedPlugin loaded(String name) {
        return loaded.get(name);
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("registry of plugins");
        }
    }
}
