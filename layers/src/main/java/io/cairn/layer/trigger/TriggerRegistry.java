package io.cairn.layer.trigger;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.RetryableException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plugins whose handlers run. Thread-safe: whoever fires an event while others register sees
 * all plugins as they were before or after. Never closed.
 */
public final class TriggerRegistry {

    /** In the order of their registration; replaced as a whole, never changed. */
    private volatile Map<String, TriggerPlugin> plugins = Map.of();

    /** Makes a registry without plugins. */
    public TriggerRegistry() {}

    /**
     * Adds a plugin after the others; one that has the same name is replaced where it stands, with
     * all its handlers.
     *
     * @param plugin the plugin
     */
    public synchronized void register(TriggerPlugin plugin) {
        Map<String, TriggerPlugin> changed = new LinkedHashMap<>(plugins);
        changed.put(plugin.name(), plugin);
        plugins = changed;
    }

    /**
     * Removes a plugin; its handlers no longer run.
     *
     * @param name its name
     * @throws InvalidArgumentException when there is no such plugin
     */
    public synchronized void unregister(String name) {
        Map<String, TriggerPlugin> changed = new LinkedHashMap<>(plugins);
        if (changed.remove(Objects.requireNonNull(name, "name")) == null) {
            throw new InvalidArgumentException(
                    "there is no plugin of this name", "plugin", name, "plugins", listPlugins());
        }
        plugins = changed;
    }

    /**
     * Lists the plugins.
     *
     * @return their names in the order of registration; a copy
     */
    public List<String> listPlugins() {
        return List.copyOf(plugins.keySet());
    }

    /**
     * Finds a plugin.
     *
     * @param name its name
     * @return the plugin, or null when there is none of this name
     */
    public @Nullable TriggerPlugin get(String name) {
        return plugins.get(Objects.requireNonNull(name, "name"));
    }

    /**
     * Runs the handlers of an event.
     *
     * @param table the table's name
     * @param event the event
     * @param row the row; not changed
     * @return the row as the handlers left it, the caller's to change; objects in it that can be
     *     changed are those of {@code row}
     * @throws TriggerAbortException when a handler refuses the row
     * @throws PluginExecutionException when a handler fails
     * @throws RetryableException when a handler's transaction conflicts
     */
    public Map<String, @Nullable Object> fire(
            String table, TriggerEvent event, Map<String, @Nullable Object> row) {
        return fire(table, event, row, null);
    }

    /**
     * Runs the handlers of an event: those of the plugin registered first, each handler of it in
     * the order in which they were bound, then those of the next. Each is given the row that the
     * one before left.
     *
     * @param table the table's name
     * @param event the event
     * @param row the row; not changed
     * @param oldRow the row as it is before an update, or null; not changed
     * @return the row as the handlers left it, the caller's to change; objects in it that can be
     *     changed are those of {@code row}
     * @throws TriggerAbortException when a handler refuses the row
     * @throws PluginExecutionException when a handler fails
     * @throws RetryableException when a handler's transaction conflicts
     */
    public Map<String, @Nullable Object> fire(
            String table,
            TriggerEvent event,
            Map<String, @Nullable Object> row,
            @Nullable Map<String, @Nullable Object> oldRow) {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(event, "event");
        Map<String, @Nullable Object> current = new LinkedHashMap<>(row);
        Map<String, @Nullable Object> old =
                oldRow == null ? null : Collections.unmodifiableMap(oldRow);
        for (TriggerPlugin plugin : plugins.values()) {
            for (TriggerHandler handler : plugin.handlers(table, event)) {
                current = handled(plugin, handler, current, old);
            }
        }
        return current;
    }

    private static Map<String, @Nullable Object> handled(
            TriggerPlugin plugin,
            TriggerHandler handler,
            Map<String, @Nullable Object> row,
            @Nullable Map<String, @Nullable Object> old) {
        try {
            Map<String, @Nullable Object> result = handler.handle(row, old);
            // What a handler returns may refuse changes, which the next one is free to make.
            return result == null || result == row ? row : new LinkedHashMap<>(result);
        } catch (TriggerAbortException | RetryableException e) {
            throw e; // a retry loop around the caller must see a conflict as one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginExecutionException(plugin.name(), e);
        } catch (Exception e) {
            throw new PluginExecutionException(plugin.name(), e);
        }
    }
}
