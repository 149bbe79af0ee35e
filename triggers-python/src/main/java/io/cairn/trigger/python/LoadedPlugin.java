package io.cairn.trigger.python;

import io.cairn.error.ClosedException;
import io.cairn.layer.trigger.TriggerPlugin;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that runs: interpreters with its code, made when more threads call it at once than ever
 * before. Thread-safe; whoever loaded it closes or retires it.
 */
final class LoadedPlugin {

    private enum State {
        OPEN,
        /** Out of the registry; for those who looked into that before, it still works. */
        RETIRED,
        CLOSED
    }

    private final PythonPlugin plugin;
    private final List<Binding> bindings;
    private final TriggerPlugin triggers;

    /** One permit for each interpreter that may be in use. */
    private final Semaphore turns;

    /** The one used last is taken first, so that it stays warm. */
    private final Deque<Interpreter> idle = new ConcurrentLinkedDeque<>();

    private volatile State state = State.OPEN;

    private LoadedPlugin(PythonPlugin plugin, List<Binding> bindings) {
        this.plugin = plugin;
        this.bindings = bindings;
        this.turns = new Semaphore(plugin.limits().contexts(), true);
        TriggerPlugin made = TriggerPlugin.of(plugin.name()).withVersion(plugin.version());
        for (int i = 0; i < bindings.size(); i++) {
            int binding = i;
            made =
                    made.withTrigger(
                            bindings.get(i).table(),
                            bindings.get(i).event(),
                            (Map<String, @Nullable Object> row,
                                    @Nullable Map<String, @Nullable Object> old) ->
                                    call(binding, row, old));
        }
        this.triggers = made;
    }

    /**
     * Loads the code, so that what is wrong with it shows.
     *
     * @throws io.cairn.error.InvalidArgumentException when something is
     */
    static LoadedPlugin load(PythonPlugin plugin) {
        List<Binding> bindings = Binding.of(plugin);
        LoadedPlugin loaded = new LoadedPlugin(plugin, bindings);
        loaded.idle.addLast(Interpreter.load(plugin, bindings));
        return loaded;
    }

    PythonPlugin plugin() {
        return plugin;
    }

    TriggerPlugin triggers() {
        return triggers;
    }

    /** How many interpreters no thread is in. */
    int idle() {
        return idle.size();
    }

    /** Ends the interpreters; calls still work, each in an interpreter of its own. */
    void retire() {
        state = State.RETIRED;
        endIdle();
    }

    /** Ends the interpreters; from now on calls fail. */
    void close() {
        state = State.CLOSED;
        endIdle();
    }

    private Map<String, @Nullable Object> call(
            int binding,
            Map<String, @Nullable Object> row,
            @Nullable Map<String, @Nullable Object> old)
            throws InterruptedException {
        turns.acquire();
        try {
            if (state == State.CLOSED) {
                throw ClosedException.closed("plugin");
            }
            Interpreter free = idle.pollLast();
            Interpreter interpreter = free != null ? free : Interpreter.load(plugin, bindings);
            try {
                return interpreter.call(binding, row, old);
            } finally {
                giveBack(interpreter);
            }
        } finally {
            turns.release();
        }
    }

    private void giveBack(Interpreter interpreter) {
        if (!interpreter.usable()) {
            interpreter.close();
            return;
        }
        idle.addLast(interpreter);
        if (state != State.OPEN) {
            endIdle();
        }
    }

    private void endIdle() {
        for (Interpreter at = idle.pollLast(); at != null; at = idle.pollLast()) {
            at.close();
        }
    }
}
