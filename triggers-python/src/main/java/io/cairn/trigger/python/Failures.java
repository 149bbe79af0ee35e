package io.cairn.trigger.python;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Says what made a context's code end. Asks Python, so it is used while the code is watched.
 *
 * @param plugin whose code it was
 * @param context where it ran
 * @param prelude what else is in it
 */
record Failures(PythonPlugin plugin, Context context, Prelude prelude) {

    /**
     * What happened.
     *
     * @param text what people are told
     * @param code the code of a refusal, or null
     * @param line where, or 0
     * @param harmless whether the context is as good as before
     */
    record Failure(String text, @Nullable String code, int line, boolean harmless) {}

    Failure of(RuntimeException error) {
        if (error instanceof PolyglotException raised) {
            return of(raised);
        }
        return fatal("its interpreter was closed");
    }

    private Failure of(PolyglotException raised) {
        if (raised.isExit()) {
            return fatal("it asked to end the process");
        }
        if (tooManyStatements(raised)) {
            return fatal(
                    "it ran more than "
                            + plugin.limits().statements()
                            + " statements and was stopped");
        }
        Value object = raised.getGuestObject();
        if (raised.isInternalError() || raised.isCancelled() || object == null) {
            // What is forbidden often ends up here, as GraalPy does not make it an OSError.
            return fatal(String.valueOf(raised.getMessage()));
        }
        try {
            Value parts = prelude.describe().execute(object, Sandbox.sourceName(plugin.name()));
            boolean refusal = parts.getArrayElement(0).asBoolean();
            return new Failure(
                    parts.getArrayElement(1).asString(),
                    refusal ? parts.getArrayElement(2).asString() : null,
                    parts.getArrayElement(3).asInt(),
                    true);
        } catch (PolyglotException | IllegalStateException e) {
            return fatal("its exception cannot be described: " + e.getMessage());
        }
    }

    private static Failure fatal(String text) {
        return new Failure(text, null, 0, false);
    }

    /** The limit may end the code with an error of the interpreter's own; the context tells. */
    private boolean tooManyStatements(PolyglotException raised) {
        if (raised.isResourceExhausted()) {
            return true;
        }
        if (!raised.isInternalError()) {
            return false;
        }
        try {
            context.resetLimits();
            return false;
        } catch (PolyglotException | IllegalStateException e) {
            return e instanceof PolyglotException ended && ended.isResourceExhausted();
        }
    }
}
