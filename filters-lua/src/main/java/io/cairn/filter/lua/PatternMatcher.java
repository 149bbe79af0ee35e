package io.cairn.filter.lua;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Looks for a pattern in a text. What it tries is charged, so that a pattern with many ways to
 * match ends like any other work. Used by one thread.
 */
final class PatternMatcher {

    private static final int NONE = -1;

    /** The size of a capture that has begun only. */
    private static final int OPEN = -1;

    /** The size of a capture of a place. */
    private static final int PLACE = -2;

    private final LuaPattern pattern;
    private final LuaString text;
    private final Budget budget;
    private final int[] starts;
    private final int[] sizes;
    private int begin;
    private int end;

    PatternMatcher(LuaPattern pattern, LuaString text, Budget budget) {
        this.pattern = pattern;
        this.text = text;
        this.budget = budget;
        this.starts = new int[pattern.captures()];
        this.sizes = new int[pattern.captures()];
    }

    /** Finds the first match that begins at an index or behind it. */
    boolean find(int from) {
        for (int i = from; i <= text.m_length; i++) {
            if (matchesAt(i)) {
                return true;
            }
            if (pattern.anchored()) {
                return false;
            }
        }
        return false;
    }

    /** Tries to match at an index. */
    boolean matchesAt(int from) {
        Arrays.fill(sizes, OPEN);
        begin = from;
        end = match(0, from);
        return end != NONE;
    }

    /** Returns where the match begins. */
    int begin() {
        return begin;
    }

    /** Returns the index behind the match. */
    int end() {
        return end;
    }

    int captures() {
        return pattern.captures();
    }

    /** Returns what a capture caught; the whole match when there are no captures. */
    LuaValue capture(int index) {
        if (pattern.captures() == 0) {
            return part(begin, end);
        }
        return sizes[index] == PLACE
                ? LuaValue.valueOf(starts[index] + 1)
                : part(starts[index], starts[index] + sizes[index]);
    }

    /** Returns what all captures caught; the whole match when there are none. */
    Varargs caught() {
        LuaValue[] values = new LuaValue[Math.max(1, pattern.captures())];
        for (int i = 0; i < values.length; i++) {
            values[i] = capture(i);
        }
        return LuaValue.varargsOf(values);
    }

    /** Returns the match itself. */
    LuaString whole() {
        return part(begin, end);
    }

    private LuaString part(int from, int to) {
        budget.memory(Budget.VALUE_BYTES + to - from);
        return text.substring(from, to);
    }

    /** Matches the rest of the pattern; returns where it ends, or that it does not match. */
    private int match(int first, int from) {
        int at = from;
        for (int i = first; i < pattern.items().size(); i++) {
            budget.work(2);
            switch (pattern.items().get(i)) {
                case PatternItem.Characters one when one.repeat() == '1' -> {
                    if (!has(one.set(), at)) {
                        return NONE;
                    }
                    at++;
                }
                case PatternItem.Characters many -> {
                    return many.repeat() == '-'
                            ? shortest(many.set(), i + 1, at)
                            : longest(many, i + 1, at);
                }
                case PatternItem.Open capture -> {
                    return captured(capture.capture(), at, OPEN, i + 1, at);
                }
                case PatternItem.Place capture -> {
                    return captured(capture.capture(), at, PLACE, i + 1, at);
                }
                case PatternItem.Close capture -> {
                    int start = starts[capture.capture()];
                    return captured(capture.capture(), start, at - start, i + 1, at);
                }
                case PatternItem.Again again -> at = again(again.capture(), at);
                case PatternItem.Balanced pair -> at = balanced(pair, at);
                case PatternItem.Border border -> {
                    if (has(border.set(), at - 1, 0) || !has(border.set(), at, 0)) {
                        return NONE;
                    }
                }
                case PatternItem.End _ -> {
                    return at == text.m_length ? at : NONE;
                }
            }
            if (at == NONE) {
                return NONE;
            }
        }
        return at;
    }

    /** Takes as many characters as there are, then fewer, until the rest matches. */
    private int longest(PatternItem.Characters many, int next, int from) {
        int max = many.repeat() == '?' ? from + 1 : text.m_length;
        int to = from;
        while (to < max && has(many.set(), to)) {
            to++;
        }
        budget.work(to - from);
        int min = many.repeat() == '+' ? from + 1 : from;
        for (int i = to; i >= min; i--) {
            int found = match(next, i);
            if (found != NONE) {
                return found;
            }
        }
        return NONE;
    }

    /** Takes no character, then more, until the rest matches. */
    private int shortest(CharacterSet set, int next, int from) {
        for (int i = from; ; i++) {
            int found = match(next, i);
            if (found != NONE || !has(set, i)) {
                return found;
            }
            budget.work(1);
        }
    }

    /** Matches the rest with a capture set, and sets it back if that fails. */
    private int captured(int capture, int start, int size, int next, int at) {
        int formerStart = starts[capture];
        int formerSize = sizes[capture];
        starts[capture] = start;
        sizes[capture] = size;
        int found = match(next, at);
        if (found == NONE) {
            starts[capture] = formerStart;
            sizes[capture] = formerSize;
        }
        return found;
    }

    private int again(int capture, int at) {
        int size = Math.max(0, sizes[capture]);
        budget.work(size);
        boolean same =
                size <= text.m_length - at
                        && LuaString.equals(text, starts[capture], text, at, size);
        return same ? at + size : NONE;
    }

    private int balanced(PatternItem.Balanced pair, int from) {
        if (from == text.m_length || text.luaByte(from) != pair.open()) {
            return NONE;
        }
        int depth = 1;
        for (int i = from + 1; i < text.m_length; i++) {
            budget.work(1);
            int c = text.luaByte(i);
            if (c == pair.close()) {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            } else if (c == pair.open()) {
                depth++;
            }
        }
        return NONE;
    }

    private boolean has(CharacterSet set, int at) {
        return at < text.m_length && set.has(text.luaByte(at));
    }

    /** As if some character stood before and behind the text. */
    private boolean has(CharacterSet set, int at, int outside) {
        return set.has(at < 0 || at >= text.m_length ? outside : text.luaByte(at));
    }
}
