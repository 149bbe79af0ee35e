package io.cairn.filter.lua;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua's string library, but for what looks for patterns. Stateless. */
final class StringFunctions {

    private StringFunctions() {}

    static ReadOnlyTable table() {
        ReadOnlyTable table = new ReadOnlyTable();
        table.set("byte", new LuaCall(StringFunctions::bytes));
        table.set("char", new LuaCall(StringFunctions::characters));
        table.set("format", new LuaCall(StringFormat::format));
        table.set("len", new LuaCall((arguments, budget) -> arguments.checkstring(1).len()));
        table.set("lower", new LuaCall((arguments, budget) -> cased(arguments, budget, 'A', 'Z')));
        table.set("rep", new LuaCall(StringFunctions::repeated));
        table.set("reverse", new LuaCall(StringFunctions::reversed));
        table.set("sub", new LuaCall(StringFunctions::part));
        table.set("upper", new LuaCall((arguments, budget) -> cased(arguments, budget, 'a', 'z')));
        PatternFunctions.addTo(table);
        return table.seal();
    }

    /** Turns a place, counted from the end when it is negative, into an index from 0. */
    static int index(int place, int length) {
        if (place > 0) {
            return place - 1;
        }
        return place == 0 ? -1 : Math.max(-1, length + place);
    }

    /** byte(text, first, last): returns numbers. */
    private static Varargs bytes(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        int firstPlace = arguments.optint(2, 1);
        int first = Math.max(0, index(firstPlace, text.m_length));
        int last =
                Math.min(index(arguments.optint(3, firstPlace), text.m_length), text.m_length - 1);
        if (first > last) {
            return LuaValue.NONE;
        }
        budget.memory((long) Budget.VALUE_BYTES * (last - first + 1));
        LuaValue[] numbers = new LuaValue[last - first + 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = LuaInteger.valueOf(text.luaByte(first + i));
        }
        return LuaValue.varargsOf(numbers);
    }

    private static Varargs characters(Varargs arguments, Budget budget) {
        budget.memory(arguments.narg());
        byte[] made = new byte[arguments.narg()];
        for (int i = 0; i < made.length; i++) {
            int code = arguments.checkint(i + 1);
            if (code < 0 || code > 255) {
                throw new LuaError("bad argument: " + code + " is not a byte");
            }
            made[i] = (byte) code;
        }
        return LuaString.valueUsing(made);
    }

    private static Varargs cased(Varargs arguments, Budget budget, char first, char last) {
        byte[] made = copy(arguments.checkstring(1), budget);
        for (int i = 0; i < made.length; i++) {
            if (made[i] >= first && made[i] <= last) {
                made[i] ^= 0x20;
            }
        }
        return LuaString.valueUsing(made);
    }

    /** rep(text, times, separator). */
    private static Varargs repeated(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        long times = Math.max(0, arguments.checklong(2));
        LuaString separator = arguments.optstring(3, LuaValue.EMPTYSTRING);
        long each = (long) text.m_length + separator.m_length;
        if (times == 0 || each == 0) {
            return LuaValue.EMPTYSTRING;
        }
        // No product of more than this is asked for, so that it cannot overflow.
        budget.memory(each * Math.min(times, Budget.MEMORY_BYTES_MAX + 1L));
        byte[] made = new byte[Math.toIntExact(each * times - separator.m_length)];
        int at = 0;
        for (long i = 0; i < times; i++) {
            budget.work(1);
            text.copyInto(0, made, at, text.m_length);
            at += text.m_length;
            if (i < times - 1) {
                separator.copyInto(0, made, at, separator.m_length);
                at += separator.m_length;
            }
        }
        return LuaString.valueUsing(made);
    }

    private static Varargs reversed(Varargs arguments, Budget budget) {
        byte[] made = copy(arguments.checkstring(1), budget);
        for (int i = 0; i < made.length / 2; i++) {
            byte front = made[i];
            made[i] = made[made.length - 1 - i];
            made[made.length - 1 - i] = front;
        }
        return LuaString.valueUsing(made);
    }

    /** sub(text, first, last). */
    private static Varargs part(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        int first = Math.max(0, index(arguments.checkint(2), text.m_length));
        int last = Math.min(index(arguments.optint(3, -1), text.m_length), text.m_length - 1);
        if (first > last) {
            return LuaValue.EMPTYSTRING;
        }
        budget.memory(Budget.VALUE_BYTES + last - first + 1L);
        return text.substring(first, last + 1);
    }

    private static byte[] copy(LuaString text, Budget budget) {
        budget.memory(text.m_length);
        byte[] copy = new byte[text.m_length];
        text.copyInto(0, copy, 0, copy.length);
        return copy;
    }
}
