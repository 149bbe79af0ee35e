package io.cairn.trigger.python;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * What an interpreter has before a plugin's code is read: {@code TriggerAbort} among the built-in
 * names, and functions that only Java calls. Belongs to one context, and is used as that is.
 *
 * @param none {@code None}; Java's null would be another object
 * @param dict makes an empty {@code dict}
 * @param list makes an empty {@code list}
 * @param integer makes an {@code int} of its digits
 * @param bytes makes {@code bytes} of a text whose characters are below 256
 * @param size {@code len}
 * @param isFloat tells a {@code float} from an {@code int}, which Java sees as alike when whole
 * @param typeName the name of an object's class
 * @param isThere whether a package can be imported
 * @param bind makes a function of a row and the old row out of a handler, its event and table
 * @param describe takes an exception and the code's file to a tuple: whether it is a refusal, its
 *     text, its code, its line or 0
 */
record Prelude(
        Value none,
        Value dict,
        Value list,
        Value integer,
        Value bytes,
        Value size,
        Value isFloat,
        Value typeName,
        Value isThere,
        Value bind,
        Value describe) {

    private static final String NAME = "_cairn_prelude";

    /** Nothing of it stays among the global names of the plugin's code. */
    private static final String CODE =
            """
            def _cairn_prelude():
                import builtins

                class TriggerAbort(Exception):
                    def __init__(self, message="", code="TRIGGER_ABORT"):
                        super().__init__(message)
                        self.message = message
                        self.code = code

                TriggerAbort.__module__ = "builtins"
                TriggerAbort.__qualname__ = "TriggerAbort"
                builtins.TriggerAbort = TriggerAbort

                def is_there(name):
                    import importlib.util
                    try:
                        return importlib.util.find_spec(name) is not None
                    except (ImportError, ValueError):
                        return False

                def bind(handler, event, table):
                    code = getattr(handler, "__code__", None)
                    count = code.co_argcount + code.co_kwonlyargcount if code else 0
                    named = code.co_varnames[1:count] if code else ()
                    known = {"event": event, "table": table}
                    extra = {name: known[name] for name in named if name in known}
                    if "old_row" in named:
                        return lambda row, old: handler(row, old_row=old, **extra)
                    return lambda row, old: handler(row, **extra)

                def describe(error, file):
                    line = 0
                    if isinstance(error, SyntaxError) and error.filename == file:
                        line = error.lineno or 0
                    at = error.__traceback__
                    while at is not None:
                        if at.tb_frame.f_code.co_filename == file:
                            line = at.tb_lineno
                        at = at.tb_next
                    if isinstance(error, TriggerAbort):
                        return True, str(error)[:1000], str(error.code)[:1000], line
                    return False, f"{type(error).__name__}: {error}"[:1000], "", line

                return (
                    None,
                    dict,
                    list,
                    int,
                    lambda text: text.encode("latin-1"),
                    len,
                    lambda value: isinstance(value, float),
                    lambda value: type(value).__name__,
                    is_there,
                    bind,
                    describe,
                )

            _cairn_prelude()
            """;

    static Prelude in(Context context) {
        Value made = context.eval(Sandbox.PYTHON, CODE);
        context.getBindings(Sandbox.PYTHON).removeMember(NAME);
        int at = 0;
        return new Prelude(
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at++),
                made.getArrayElement(at));
    }
}
