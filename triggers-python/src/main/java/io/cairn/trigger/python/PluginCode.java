package io.cairn.trigger.python;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Brings a plugin's code into a context and finds its functions there. Used by one thread.
 *
 * @param plugin the plugin
 * @param context where to
 * @param prelude what was in it before
 */
record PluginCode(PythonPlugin plugin, Context context, Prelude prelude) {

    /** Runs the code, and makes a function of row and old row for each binding. */
    List<Value> handlers(List<Binding> bindings) {
        for (String name : plugin.packages()) {
            checkThere(name);
        }
        context.eval(Sandbox.source(plugin));
        Value globals = context.getBindings(Sandbox.PYTHON);
        checkAnyFunction(globals);
        List<Value> handlers = new ArrayList<>();
        for (Binding binding : bindings) {
            Value handler = function(globals, Binding.function(binding.event()));
            if (handler == null) {
                handler = function(globals, Binding.ANY);
            }
            if (handler == null) {
                throw new InvalidArgumentException(
                        "the plugin's code has no function for an event it is for",
                        "plugin",
                        plugin.name(),
                        "event",
                        binding.event().text(),
                        "function",
                        Binding.function(binding.event()));
            }
            handlers.add(prelude.bind().execute(handler, binding.event().text(), binding.table()));
        }
        return handlers;
    }

    static InvalidArgumentException refused(PythonPlugin plugin, String error, int line) {
        return new InvalidArgumentException(
                "the plugin's Python code cannot be loaded",
                "plugin",
                plugin.name(),
                "line",
                line == 0 ? "unknown" : line,
                "error",
                error);
    }

    private void checkThere(String name) {
        String module = name.split("[^\\w.-]", 2)[0].replace('-', '_');
        if (!prelude.isThere().execute(module).asBoolean()) {
            throw new InvalidArgumentException(
                    "the plugin needs a Python package that is not there; only Python's standard"
                            + " library is",
                    "plugin",
                    plugin.name(),
                    "package",
                    name);
        }
    }

    private void checkAnyFunction(Value globals) {
        List<String> names =
                Stream.concat(
                                Stream.of(TriggerEvent.values()).map(Binding::function),
                                Stream.of(Binding.ANY))
                        .toList();
        if (names.stream().allMatch(name -> function(globals, name) == null)) {
            throw new InvalidArgumentException(
                    "the plugin's code defines none of the functions that are called",
                    "plugin",
                    plugin.name(),
                    "functions",
                    names);
        }
    }

    private static @Nullable Value function(Value globals, String name) {
        Value found = globals.getMember(name);
        return found != null && found.canExecute() ? found : null;
    }
}
