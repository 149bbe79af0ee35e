package io.cairn.filter.lua;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua's table library. Stateless. */
final class TableFunctions {

    private TableFunctions() {}

    static ReadOnlyTable table() {
        ReadOnlyTable table = new ReadOnlyTable();
        table.set("concat", new LuaCall(TableFunctions::concat));
        table.set("insert", new LuaCall(TableFunctions::insert));
        table.set("pack", new LuaCall(TableFunctions::pack));
        table.set("remove", new LuaCall(TableFunctions::remove));
        table.set("sort", new LuaCall(TableFunctions::sort));
        table.set("unpack", new LuaCall(TableFunctions::unpack));
        return table.seal();
    }

    /** concat(list, separator, first, last). */
    private static Varargs concat(Varargs arguments, Budget budget) {
        LuaTable list = arguments.checktable(1);
        LuaString separator = arguments.optstring(2, LuaValue.EMPTYSTRING);
        long first = arguments.optint(3, 1);
        long last = arguments.optint(4, list.length());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long i = first; i <= last; i++) {
            budget.instruction();
            LuaValue item = list.get((int) i);
            if (!item.isstring()) {
                throw new LuaError("table.concat: item " + i + " is neither text nor a number");
            }
            append(out, item.strvalue(), budget);
            if (i < last) {
                append(out, separator, budget);
            }
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    /** Appends text to what is being made. */
    static void append(ByteArrayOutputStream out, LuaString text, Budget budget) {
        // Twice: the buffer grows by copying, and its content is copied out.
        budget.memory(2L * text.m_length);
        out.write(text.m_bytes, text.m_offset, text.m_length);
    }

    /** insert(list, value) and insert(list, position, value). */
    private static Varargs insert(Varargs arguments, Budget budget) {
        LuaTable list = arguments.checktable(1);
        int length = list.length();
        if (arguments.narg() == 2) {
            store(list, length + 1, arguments.arg(2), budget);
            return LuaValue.NONE;
        }
        int position = arguments.checkint(2);
        checkPosition(position, length + 1);
        for (int i = length; i >= position; i--) {
            budget.instruction();
            store(list, i + 1, list.get(i), budget);
        }
        store(list, position, arguments.checkvalue(3), budget);
        return LuaValue.NONE;
    }

    /** remove(list, position): returns what was there. */
    private static Varargs remove(Varargs arguments, Budget budget) {
        LuaTable list = arguments.checktable(1);
        int length = list.length();
        int position = arguments.optint(2, length);
        if (length == 0) {
            return LuaValue.NIL;
        }
        checkPosition(position, length + 1);
        LuaValue removed = list.get(position);
        for (int i = position; i < length; i++) {
            budget.instruction();
            list.set(i, list.get(i + 1));
        }
        store(list, length, LuaValue.NIL, budget);
        return removed;
    }

    private static void checkPosition(int position, int max) {
        if (position < 1 || position > max) {
            throw new LuaError("position out of bounds: " + position);
        }
    }

    private static void store(LuaTable list, int key, LuaValue value, Budget budget) {
        budget.store(LuaValue.valueOf(key), value);
        list.set(key, value);
    }

    private static Varargs pack(Varargs arguments, Budget budget) {
        int count = arguments.narg();
        budget.memory(Budget.OBJECT_BYTES + (long) Budget.VALUE_BYTES * count);
        LuaTable packed = new LuaTable(arguments);
        packed.set("n", LuaValue.valueOf(count));
        return packed;
    }

    /** sort(list, before). */
    private static Varargs sort(Varargs arguments, Budget budget) {
        LuaTable list = arguments.checktable(1);
        LuaValue before = arguments.arg(2).isnil() ? LuaValue.NIL : arguments.checkfunction(2);
        long length = list.length();
        budget.work(2L * length * (64 - Long.numberOfLeadingZeros(length)));
        long bytes = 0;
        for (int i = 1; i <= length; i++) {
            if (list.get(i) instanceof LuaString text) {
                bytes += text.m_length;
            }
        }
        budget.work(2L * bytes * (64 - Long.numberOfLeadingZeros(length)));
        list.sort(before);
        return LuaValue.NONE;
    }

    /** unpack(list, first, last): returns the items. */
    static Varargs unpack(Varargs arguments, Budget budget) {
        LuaTable list = arguments.checktable(1);
        int first = arguments.optint(2, 1);
        int last = arguments.optint(3, list.length());
        if (first > last) {
            return LuaValue.NONE;
        }
        budget.memory(Budget.VALUE_BYTES * ((long) last - first + 1));
        LuaValue[] items = new LuaValue[last - first + 1];
        for (int i = 0; i < items.length; i++) {
            items[i] = list.get(first + i);
        }
        return LuaValue.varargsOf(items);
    }
}
