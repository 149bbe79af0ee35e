package io.cairn.filter.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What one run of a script may still use. Used by one thread.
 *
 * <p>Work is counted in units, {@link #INSTRUCTION} of which are an instruction; what touches bytes
 * costs a unit for each. Memory is counted as it is asked for, and not given back. Both are charged
 * before they are spent.
 */
final class Budget {

    /** The most instructions of one run. */
    static final int INSTRUCTIONS_MAX = 1_000_000;

    /** The most memory that one run asks for, in bytes. */
    static final int MEMORY_BYTES_MAX = 32 << 20;

    /** The most calls inside one another. */
    static final int DEPTH_MAX = 180;

    /** The units of one instruction. */
    static final int INSTRUCTION = 16;

    /** Bytes for a value in a table or in a list of values, and for what surrounds it. */
    static final int VALUE_BYTES = 24;

    /** Bytes for an object such as a table or a function. */
    static final int OBJECT_BYTES = 128;

    /** Keys of tables that are no longer than this cannot be made to collide in great number. */
    private static final int SHORT_KEY_BYTES = 32;

    /** Numbers below are found by their place. */
    private static final int INDEX_MAX = 1 << 17;

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    private long unitsLeft;
    private long bytesLeft;

    /** How many keys that may collide were put into tables. */
    private long oddKeys;

    /** How many places in tables were emptied, over which a search for the next one steps. */
    private long emptied;

    /** Begins a run on this thread. */
    void begin() {
        unitsLeft = (long) INSTRUCTIONS_MAX * INSTRUCTION;
        bytesLeft = MEMORY_BYTES_MAX;
        oddKeys = 0;
        emptied = 0;
        CURRENT.set(this);
    }

    /** Ends the run. */
    static void end() {
        CURRENT.remove();
    }

    /**
     * Returns the budget of the run on this thread. Functions on strings are everybody's who runs
     * LuaJ in this process; where it is not a filter's script, each call has a budget of its own.
     */
    static Budget current() {
        Budget budget = CURRENT.get();
        if (budget == null) {
            budget = new Budget();
            budget.unitsLeft = Long.MAX_VALUE;
            budget.bytesLeft = Long.MAX_VALUE;
        }
        return budget;
    }

    void instruction() {
        work(INSTRUCTION);
    }

    /** Charges work. */
    void work(long units) {
        unitsLeft -= units;
        if (unitsLeft < 0) {
            throw new BudgetExceeded(
                    "the script exceeded its budget of "
                            + INSTRUCTIONS_MAX
                            + " instructions for one entry");
        }
    }

    /** Charges memory, and the work of filling it. */
    void memory(long bytes) {
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            throw new BudgetExceeded(
                    "the script exceeded its budget of "
                            + MEMORY_BYTES_MAX
                            + " bytes of memory for one entry");
        }
        work(bytes >> 3);
    }

    /** Charges for reading through a value, which costs something for strings only. */
    void reading(LuaValue value) {
        if (value instanceof LuaString string) {
            work(string.m_length);
        }
    }

    /** Charges for finding a key in a table. */
    void lookup(LuaValue key) {
        if (isOdd(key)) {
            reading(key);
            work(2 * oddKeys);
        }
    }

    /** Charges for setting a key of a table. */
    void store(LuaValue key, LuaValue value) {
        lookup(key);
        if (value.isnil()) {
            emptied++;
        } else {
            memory(VALUE_BYTES);
            if (isOdd(key)) {
                oddKeys++;
            }
        }
    }

    /** Charges for finding the key after another one in a table. */
    void following() {
        work(INSTRUCTION + emptied);
    }

    private static boolean isOdd(LuaValue key) {
        return switch (key) {
            case LuaString string -> string.m_length >= SHORT_KEY_BYTES;
            case LuaInteger number -> number.v < 0 || number.v >= INDEX_MAX;
            case LuaDouble _ -> true;
            default -> false;
        };
    }
}
