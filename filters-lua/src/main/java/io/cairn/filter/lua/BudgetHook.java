package io.cairn.filter.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/**
 * Sees every instruction before the interpreter runs it, and charges it. It stands where Lua's
 * debug library would, which scripts do not get. Used by one thread.
 */
final class BudgetHook extends DebugLib {

    /** A number as text is shorter. */
    private static final int NUMBER_BYTES = 32;

    private final Budget budget;
    private final @Nullable LuaClosure[] closures = new LuaClosure[Budget.DEPTH_MAX + 1];
    private final LuaValue[][] stacks = new LuaValue[Budget.DEPTH_MAX + 1][];
    private int depth;

    BudgetHook(Budget budget) {
        this.budget = budget;
    }

    /** Begins a run, whatever became of the one before. */
    void begin() {
        depth = 0;
        budget.begin();
    }

    @Override
    public void onCall(LuaFunction function) {
        enter(null, LuaValue.NOVALS);
    }

    @Override
    public void onCall(LuaClosure closure, Varargs arguments, LuaValue[] stack) {
        budget.work(stack.length);
        enter(closure, stack);
    }

    private void enter(@Nullable LuaClosure closure, LuaValue[] stack) {
        if (depth == Budget.DEPTH_MAX) {
            throw new BudgetExceeded(
                    "the script exceeded its budget of "
                            + Budget.DEPTH_MAX
                            + " calls inside one another");
        }
        depth++;
        closures[depth] = closure;
        stacks[depth] = stack;
    }

    @Override
    public void onReturn() {
        closures[depth] = null;
        stacks[depth] = LuaValue.NOVALS;
        depth--;
    }

    @Override
    public String traceback(int level) {
        return "";
    }

    @Override
    public void onInstruction(int at, Varargs values, int top) {
        budget.instruction();
        LuaClosure closure = closures[depth];
        if (closure == null) {
            return;
        }
        int code = closure.p.code[at];
        switch (Lua.GET_OPCODE(code)) {
            case Lua.OP_CONCAT -> concatenation(Lua.GETARG_B(code), Lua.GETARG_C(code));
            case Lua.OP_EQ,
                    Lua.OP_LT,
                    Lua.OP_LE,
                    Lua.OP_ADD,
                    Lua.OP_SUB,
                    Lua.OP_MUL,
                    Lua.OP_DIV,
                    Lua.OP_MOD,
                    Lua.OP_POW -> {
                budget.reading(operand(closure, Lua.GETARG_B(code)));
                budget.reading(operand(closure, Lua.GETARG_C(code)));
            }
            case Lua.OP_UNM -> budget.reading(stacks[depth][Lua.GETARG_B(code)]);
            case Lua.OP_GETTABUP, Lua.OP_GETTABLE, Lua.OP_SELF ->
                    budget.lookup(operand(closure, Lua.GETARG_C(code)));
            case Lua.OP_SETTABUP, Lua.OP_SETTABLE ->
                    budget.store(
                            operand(closure, Lua.GETARG_B(code)),
                            operand(closure, Lua.GETARG_C(code)));
            case Lua.OP_NEWTABLE, Lua.OP_CLOSURE -> budget.memory(Budget.OBJECT_BYTES);
            case Lua.OP_SETLIST, Lua.OP_VARARG -> list(Lua.GETARG_B(code), values, top);
            default -> {
                // Costs no more than any instruction.
            }
        }
    }

    private void concatenation(int first, int last) {
        long bytes = NUMBER_BYTES;
        for (int i = first; i <= last; i++) {
            bytes += stacks[depth][i] instanceof LuaString string ? string.m_length : NUMBER_BYTES;
        }
        budget.memory(bytes);
    }

    /** Charges for a list of values: those counted, or when there is no count, those at hand. */
    private void list(int count, Varargs values, int top) {
        long all = count > 0 ? count : (long) values.narg() + top;
        budget.memory(Budget.VALUE_BYTES * all);
    }

    private LuaValue operand(LuaClosure closure, int index) {
        return Lua.ISK(index) ? closure.p.k[Lua.INDEXK(index)] : stacks[depth][index];
    }
}
