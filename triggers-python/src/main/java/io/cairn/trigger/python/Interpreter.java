package io.cairn.trigger.python;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.TriggerAbortException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A context with the code of one plugin in it. One thread at a time may be in it; whoever takes it
 * out of the plugin's pool closes it, or puts it back while it is {@link #usable}.
 */
final class Interpreter {

    private final PythonPlugin plugin;
    private final Context context;
    private final Prelude prelude;

    /** One for each binding: a function of the row and the old row. */
    private final List<Value> handlers;

    private boolean usable = true;

    private Interpreter(
            PythonPlugin plugin, Context context, Prelude prelude, List<Value> handlers) {
        this.plugin = plugin;
        this.context = context;
        this.prelude = prelude;
        this.handlers = handlers;
    }

    /**
     * Reads the code.
     *
     * @throws InvalidArgumentException when that fails, naming plugin and line
     */
    static Interpreter load(PythonPlugin plugin, List<Binding> bindings) {
        Context context = Sandbox.context(plugin.limits());
        Duration limit = plugin.limits().loadTime();
        Watchdog watchdog = Watchdog.start(context, limit);
        @Nullable Interpreter made = null;
        try {
            Prelude prelude = Prelude.in(context);
            List<Value> handlers = handlers(plugin, bindings, context, prelude);
            made = new Interpreter(plugin, context, prelude, handlers);
        } catch (InvalidArgumentException | PolyglotException | IllegalStateException e) {
            if (watchdog.end()) {
                throw e;
            }
        } finally {
            if (!watchdog.end() || made == null) {
                close(context);
                made = null;
            }
        }
        if (made == null) {
            throw PluginCode.refused(plugin, "it takes longer than " + limit, 0);
        }
        return made;
    }

    private static List<Value> handlers(
            PythonPlugin plugin, List<Binding> bindings, Context context, Prelude prelude) {
        try {
            return new PluginCode(plugin, context, prelude).handlers(bindings);
        } catch (PolyglotException e) {
            Failures.Failure failure = new Failures(plugin, context, prelude).of(e);
            throw PluginCode.refused(plugin, failure.text(), failure.line());
        }
    }

    /**
     * Runs a handler.
     *
     * @throws TriggerAbortException when it refuses the row
     * @throws PythonException when it fails
     * @throws InvalidArgumentException when a value of the row has no counterpart in Python
     */
    Map<String, @Nullable Object> call(
            int binding,
            Map<String, @Nullable Object> row,
            @Nullable Map<String, @Nullable Object> old) {
        // Until it is known what state a failure leaves the context in.
        usable = false;
        Duration limit = plugin.limits().callTime();
        Watchdog watchdog = Watchdog.start(context, limit);
        try {
            Map<String, @Nullable Object> result = run(binding, row, old);
            if (!watchdog.end()) {
                throw stopped(limit);
            }
            usable = true;
            return result;
        } catch (InvalidArgumentException | PythonException e) {
            usable = watchdog.end();
            throw e;
        } catch (PolyglotException | IllegalStateException e) {
            Failures.Failure failure = new Failures(plugin, context, prelude).of(e);
            if (!watchdog.end()) {
                throw stopped(limit);
            }
            usable = failure.harmless();
            throw failure.code() == null
                    ? new PythonException(failure.text(), failure.line())
                    : new TriggerAbortException(failure.text(), failure.code());
        } finally {
            watchdog.end();
        }
    }

    /** Whether it can be called again. */
    boolean usable() {
        return usable;
    }

    void close() {
        close(context);
    }

    /** Ends a context without what the code has left to be run at its exit. */
    static void close(Context context) {
        try {
            context.close(true);
        } catch (PolyglotException e) {
            System.getLogger(Interpreter.class.getName())
                    .log(System.Logger.Level.WARNING, "a Python context did not end well", e);
        }
    }

    private Map<String, @Nullable Object> run(
            int binding,
            Map<String, @Nullable Object> row,
            @Nullable Map<String, @Nullable Object> old) {
        context.resetLimits();
        RowWriter writer = new RowWriter(prelude);
        Value given = writer.row(row);
        Value before = old == null ? prelude.none() : writer.row(old);
        Value result = handlers.get(binding).execute(given, before);
        RowReader reader = new RowReader(prelude, plugin.limits().resultSize());
        return reader.row(result.hasHashEntries() ? result : given, row);
    }

    private static PythonException stopped(Duration limit) {
        return new PythonException("it ran for longer than " + limit + " and was stopped", 0);
    }
}
