package io.cairn.filter.lua;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The part of Lua's string library that looks for patterns. Stateless. */
final class PatternFunctions {

    private static final String SPECIAL = "^$*+?.([%-";

    private PatternFunctions() {}

    static void addTo(ReadOnlyTable table) {
        table.set("find", new LuaCall((arguments, budget) -> find(arguments, budget, true)));
        table.set("match", new LuaCall((arguments, budget) -> find(arguments, budget, false)));
        table.set("gmatch", new LuaCall(PatternFunctions::each));
        table.set("gsub", new LuaCall(PatternFunctions::replaced));
    }

    /** find(text, pattern, from, plain) and match(text, pattern, from). */
    private static Varargs find(Varargs arguments, Budget budget, boolean places) {
        LuaString text = arguments.checkstring(1);
        LuaString sought = arguments.checkstring(2);
        int from = Math.max(0, StringFunctions.index(arguments.optint(3, 1), text.m_length));
        if (from > text.m_length) {
            return LuaValue.NIL;
        }
        if (places && (arguments.arg(4).toboolean() || isPlain(sought))) {
            int found = indexOf(text, sought, from, budget);
            return found < 0 ? LuaValue.NIL : places(found, found + sought.m_length);
        }
        PatternMatcher matcher = new PatternMatcher(LuaPattern.of(sought, budget), text, budget);
        if (!matcher.find(from)) {
            return LuaValue.NIL;
        }
        if (!places) {
            return matcher.caught();
        }
        Varargs where = places(matcher.begin(), matcher.end());
        return matcher.captures() == 0
                ? where
                : LuaValue.varargsOf(where.arg1(), where.arg(2), matcher.caught());
    }

    private static Varargs places(int begin, int end) {
        return LuaValue.varargsOf(LuaValue.valueOf(begin + 1), LuaValue.valueOf(end));
    }

    private static boolean isPlain(LuaString pattern) {
        for (int i = 0; i < pattern.m_length; i++) {
            if (SPECIAL.indexOf(pattern.luaByte(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(LuaString text, LuaString sought, int from, Budget budget) {
        int last = text.m_length - sought.m_length;
        for (int i = from; i <= last; i++) {
            int same = 0;
            while (same < sought.m_length && text.luaByte(i + same) == sought.luaByte(same)) {
                same++;
            }
            budget.work(1 + same);
            if (same == sought.m_length) {
                return i;
            }
        }
        return -1;
    }

    /** gmatch(text, pattern): returns a function that returns the next match. */
    private static Varargs each(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        LuaPattern pattern = LuaPattern.of(arguments.checkstring(2), budget);
        int[] from = {0};
        return new LuaCall((none, running) -> {
            PatternMatcher matcher = new PatternMatcher(pattern, text, running);
            if (from[0] > text.m_length || !matcher.find(from[0])) {
                from[0] = text.m_length + 1;
                return LuaValue.NIL;
            }
            from[0] = matcher.end() == matcher.begin() ? matcher.end() + 1 : matcher.end();
            return matcher.caught();
        });
    }

    /** gsub(text, pattern, replacement, times): returns the new text and how often. */
    private static Varargs replaced(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        LuaPattern pattern = LuaPattern.of(arguments.checkstring(2), budget);
        LuaValue replacement = arguments.checkvalue(3);
        if (!replacement.isstring() && !replacement.istable() && !replacement.isfunction()) {
            throw new LuaError("bad argument: text, a table or a function is expected");
        }
        int times = arguments.optint(4, Integer.MAX_VALUE);
        PatternMatcher matcher = new PatternMatcher(pattern, text, budget);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int count = 0;
        while (count < times && at <= text.m_length) {
            if (matcher.matchesAt(at)) {
                count++;
                TableFunctions.append(out, replacement(matcher, replacement, budget), budget);
            }
            if (matcher.end() > at) {
                at = matcher.end();
            } else {
                if (at < text.m_length) {
                    TableFunctions.append(out, text.substring(at, at + 1), budget);
                }
                at++;
            }
            if (pattern.anchored()) {
                break;
            }
        }
        if (at < text.m_length) {
            TableFunctions.append(out, text.substring(at, text.m_length), budget);
        }
        return LuaValue.varargsOf(LuaString.valueUsing(out.toByteArray()), LuaValue.valueOf(count));
    }

    /** Returns what stands in place of a match; the match itself for false and nil. */
    private static LuaString replacement(
            PatternMatcher matcher, LuaValue replacement, Budget budget) {
        LuaString whole = matcher.whole();
        LuaValue made;
        if (replacement.isfunction()) {
            made = replacement.invoke(matcher.caught()).arg1();
        } else if (replacement instanceof LuaTable table) {
            budget.lookup(matcher.capture(0));
            made = table.get(matcher.capture(0));
        } else {
            return expanded(matcher, replacement.strvalue(), budget);
        }
        if (!made.toboolean()) {
            return whole;
        }
        if (!made.isstring()) {
            throw new LuaError("invalid replacement value (a " + made.typename() + ")");
        }
        return made.strvalue();
    }

    /** Puts captures in place of {@code %1}, and the match in place of {@code %0}. */
    private static LuaString expanded(PatternMatcher matcher, LuaString text, Budget budget) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.m_length) {
            int sign = text.indexOf((byte) '%', at);
            int end = sign < 0 ? text.m_length : sign;
            TableFunctions.append(out, text.substring(at, end), budget);
            at = end + 1;
            if (at < text.m_length) {
                TableFunctions.append(out, caught(matcher, text, at), budget);
                at++;
            }
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    /** Returns what stands in place of a percent sign and the character behind it. */
    private static LuaString caught(PatternMatcher matcher, LuaString text, int at) {
        int digit = text.luaByte(at) - '0';
        if (digit < 0 || digit > 9) {
            return text.substring(at, at + 1);
        }
        if (digit == 0) {
            return matcher.whole();
        }
        if (digit > Math.max(1, matcher.captures())) {
            throw new LuaError("invalid capture index");
        }
        return matcher.capture(digit - 1).strvalue();
    }
}
