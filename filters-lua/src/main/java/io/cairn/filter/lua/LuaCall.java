package io.cairn.filter.lua;

import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A function that scripts can call, with the budget of the run. Thread-safe if its body is. */
final class LuaCall extends VarArgFunction {

    private final Body body;

    /** What the function does. */
    @FunctionalInterface
    interface Body {

        /**
         * Does it.
         *
         * @param arguments what the script passes
         * @param budget charged before anything long or large is done
         * @return what the script gets
         */
        Varargs call(Varargs arguments, Budget budget);
    }

    LuaCall(Body body) {
        this.body = body;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        Budget budget = Budget.current();
        // One instruction may pass on very many.
        budget.work(arguments.narg());
        return body.call(arguments, budget);
    }
}
