package io.cairn.filter.lua;

import io.cairn.error.InvalidFilterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.UpValue;
import org.luaj.vm2.compiler.LuaC;

/** A compiled script, run once for each entry of one listing. Used by one thread. */
final class Script {

    /** The longest script, in bytes. */
    static final int SCRIPT_BYTES_MAX = 64 << 10;

    /** The longest message that is passed on. */
    private static final int MESSAGE_CHARS_MAX = 1_000;

    /** What error messages call the script. */
    private static final String NAME = "script";

    /** Says that a name is to be taken as it is; the interpreter leaves it in some messages. */
    private static final String MARK = "=";

    private final Prototype prototype;
    private final Globals interpreter = new Globals();
    private final BudgetHook hook = new BudgetHook(new Budget());

    private Script(Prototype prototype) {
        this.prototype = prototype;
        // Reached by the interpreter only: what the script sees as globals is something else.
        this.interpreter.debuglib = hook;
    }

    /**
     * Compiles a script.
     *
     * @throws InvalidFilterException when it is not Lua, or too long
     */
    static Script compile(byte[] text) {
        if (text.length > SCRIPT_BYTES_MAX) {
            throw new InvalidFilterException(
                    "the script is too long", null, "bytes", text.length, "max", SCRIPT_BYTES_MAX);
        }
        try {
            return new Script(LuaC.instance.compile(new ByteArrayInputStream(text), MARK + NAME));
        } catch (LuaError e) {
            throw new InvalidFilterException(
                    "the script is not Lua that can be compiled", e, "reason", message(e));
        } catch (StackOverflowError e) {
            throw new InvalidFilterException("the script is nested too deeply", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Copies borrowed bytes into a string. */
    static LuaString string(MemorySegment bytes) {
        return LuaString.valueUsing(bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * Runs the script in an environment.
     *
     * @return whether it returned neither false nor nil
     * @throws InvalidFilterException when it fails or exceeds its budget
     */
    boolean selects(LuaTable environment) {
        Sandbox.claimStrings();
        hook.begin();
        try {
            LuaClosure chunk = new LuaClosure(prototype, interpreter);
            chunk.upValues[0] = new UpValue(new LuaValue[] {environment}, 0);
            return chunk.call().toboolean();
        } catch (LuaError e) {
            throw new InvalidFilterException(
                    "the script failed on an entry, and nothing was delivered; repair it",
                    e,
                    "reason",
                    message(e));
        } catch (BudgetExceeded e) {
            throw failed(e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw failed("the script exceeded its budget of calls inside one another", e);
        } finally {
            Budget.end();
        }
    }

    private static InvalidFilterException failed(@Nullable String text, Error cause) {
        return new InvalidFilterException(
                text + ", and nothing was delivered; let it do less", cause);
    }

    private static String message(LuaError e) {
        String message = String.valueOf(e.getMessage()).replace(MARK + NAME, NAME).strip();
        return message.length() <= MESSAGE_CHARS_MAX
                ? message
                : message.substring(0, MESSAGE_CHARS_MAX) + "...";
    }
}
