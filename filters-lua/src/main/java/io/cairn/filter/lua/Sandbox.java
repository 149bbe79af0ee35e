package io.cairn.filter.lua;

import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.jse.JseMathLib;

/**
 * What scripts find when they start: libraries that compute and reach nothing. They are shared by
 * all scripts and cannot be changed. Thread-safe.
 *
 * <p>Left out are files, the system, loading of code, printing, coroutines (they are threads), the
 * debug library, garbage collection, and random numbers, with which a filter would not answer the
 * same twice.
 */
final class Sandbox {

    /** Functions of Lua's basic library that cost about as much as an instruction. */
    private static final List<String> BASIC =
            List.of(
                    "assert",
                    "error",
                    "getmetatable",
                    "ipairs",
                    "rawlen",
                    "select",
                    "setmetatable",
                    "tostring",
                    "type");

    /** What it costs to make an error, with its stack, in instructions. */
    private static final int ERROR_INSTRUCTIONS = 256;

    /** Functions of the basic library that read through the strings they are given. */
    private static final List<String> BASIC_READING = List.of("rawequal", "rawget", "tonumber");

    private static final ReadOnlyTable STRING;
    private static final ReadOnlyTable LIBRARIES;
    private static final ReadOnlyTable ENVIRONMENT_META;
    private static final ReadOnlyTable STRING_META;

    static {
        STRING = StringFunctions.table();
        LIBRARIES = libraries(luaj());
        ENVIRONMENT_META = hidden(LIBRARIES);
        STRING_META = hidden(STRING);
    }

    private Sandbox() {}

    /** Returns fresh global variables, in which the libraries are found. */
    static LuaTable environment() {
        LuaTable variables = new LuaTable();
        variables.setmetatable(ENVIRONMENT_META);
        return variables;
    }

    /**
     * Sees to it that what is called on a string, as in {@code s:rep(3)}, is found here. LuaJ keeps
     * that in one place for the whole process, and others who use it may have put theirs there.
     */
    static void claimStrings() {
        if (LuaString.s_metatable != STRING_META) {
            LuaString.s_metatable = STRING_META;
        }
    }

    /** Opens LuaJ's own libraries, to take functions out. */
    private static LuaTable luaj() {
        Globals globals = new Globals();
        LuaTable packages = new LuaTable();
        packages.set("loaded", new LuaTable());
        globals.set("package", packages);
        new BaseLib().call(LuaValue.NIL, globals);
        new JseMathLib().call(LuaValue.NIL, globals);
        new Bit32Lib().call(LuaValue.NIL, globals);
        return globals;
    }

    private static ReadOnlyTable libraries(LuaTable luaj) {
        ReadOnlyTable libraries = new ReadOnlyTable();
        for (String name : BASIC) {
            libraries.set(name, luaj.get(name));
        }
        for (String name : BASIC_READING) {
            libraries.set(name, reading(luaj.get(name)));
        }
        libraries.set("rawset", new LuaCall(Sandbox::rawset));
        libraries.set("next", new LuaCall(Sandbox::next));
        libraries.set("pairs", new LuaCall((arguments, budget) -> pairs(libraries, arguments)));
        libraries.set("pcall", new LuaCall(Sandbox::pcall));
        libraries.set("unpack", new LuaCall(TableFunctions::unpack));
        libraries.set("string", STRING);
        libraries.set("table", TableFunctions.table());
        libraries.set("math", copied(luaj.get("math").checktable(), "random", "randomseed"));
        libraries.set("bit32", copied(luaj.get("bit32").checktable()));
        libraries.set("json", JsonFunctions.table());
        return libraries.seal();
    }

    /** A metatable that nobody gets to see; what is missing is found in a table. */
    private static ReadOnlyTable hidden(LuaTable index) {
        ReadOnlyTable meta = new ReadOnlyTable();
        meta.set(LuaValue.INDEX, index);
        meta.set(LuaValue.METATABLE, LuaValue.FALSE);
        return meta.seal();
    }

    private static ReadOnlyTable copied(LuaTable library, String... without) {
        ReadOnlyTable copy = new ReadOnlyTable();
        for (LuaValue key : library.keys()) {
            if (!List.of(without).contains(key.tojstring())) {
                LuaValue member = library.get(key);
                copy.set(key, member.isfunction() ? reading(member) : member);
            }
        }
        return copy.seal();
    }

    private static LuaCall reading(LuaValue function) {
        return new LuaCall((arguments, budget) -> {
            for (int i = 1; i <= arguments.narg(); i++) {
                budget.reading(arguments.arg(i));
            }
            return function.invoke(arguments);
        });
    }

    private static Varargs rawset(Varargs arguments, Budget budget) {
        LuaTable table = arguments.checktable(1);
        LuaValue key = arguments.checknotnil(2);
        LuaValue value = arguments.checkvalue(3);
        if (!key.isvalidkey()) {
            throw new LuaError("table index is not a number");
        }
        budget.store(key, value);
        table.rawset(key, value);
        return table;
    }

    private static Varargs next(Varargs arguments, Budget budget) {
        budget.following();
        return arguments.checktable(1).next(arguments.arg(2));
    }

    private static Varargs pairs(LuaTable libraries, Varargs arguments) {
        return LuaValue.varargsOf(libraries.get("next"), arguments.checktable(1), LuaValue.NIL);
    }

    /** Catches what a script may catch: errors of scripts, but not that a budget is exceeded. */
    private static Varargs pcall(Varargs arguments, Budget budget) {
        LuaValue function = arguments.checkvalue(1);
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, function.invoke(arguments.subargs(2)));
        } catch (LuaError e) {
            budget.work(ERROR_INSTRUCTIONS * Budget.INSTRUCTION);
            LuaValue message = e.getMessageObject();
            return LuaValue.varargsOf(LuaValue.FALSE, message == null ? LuaValue.NIL : message);
        }
    }
}
