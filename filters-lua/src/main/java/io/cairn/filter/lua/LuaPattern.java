package io.cairn.filter.lua;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * A pattern of Lua, read into its parts. Immutable once it is made.
 *
 * @param items the parts in order
 * @param anchored whether it matches at the beginning only
 * @param captures how many captures it has
 */
record LuaPattern(List<PatternItem> items, boolean anchored, int captures) {

    /** The most parts: the matcher goes one call deeper for each. */
    private static final int ITEMS_MAX = 500;

    private static final int CAPTURES_MAX = 32;

    /** Reads a pattern. */
    static LuaPattern of(LuaString text, Budget budget) {
        budget.memory(64L * text.m_length);
        return new Reader(text).read();
    }

    /** Reads one pattern. */
    private static final class Reader {

        private final LuaString text;
        private final List<PatternItem> items = new ArrayList<>();
        private final Deque<Integer> open = new ArrayDeque<>();
        private final List<Integer> closed = new ArrayList<>();
        private int captures;
        private int at;

        Reader(LuaString text) {
            this.text = text;
        }

        LuaPattern read() {
            boolean anchored = looksAt('^');
            if (anchored) {
                at++;
            }
            while (at < text.m_length) {
                items.add(item());
                if (items.size() > ITEMS_MAX) {
                    throw new LuaError("pattern too complex");
                }
            }
            if (!open.isEmpty()) {
                throw new LuaError("unfinished capture");
            }
            return new LuaPattern(List.copyOf(items), anchored, captures);
        }

        private PatternItem item() {
            int c = take();
            return switch (c) {
                case '(' -> opened();
                case ')' -> {
                    if (open.isEmpty()) {
                        throw new LuaError("invalid pattern capture");
                    }
                    closed.add(open.peek());
                    yield new PatternItem.Close(open.pop());
                }
                case '$' -> at == text.m_length ? new PatternItem.End() : repeated(single('$'));
                case '%' -> escaped();
                case '[' -> repeated(set());
                case '.' -> {
                    CharacterSet any = new CharacterSet();
                    any.addRange(0, 255);
                    yield repeated(any);
                }
                default -> repeated(single(c));
            };
        }

        private PatternItem opened() {
            if (captures == CAPTURES_MAX) {
                throw new LuaError("too many captures");
            }
            int capture = captures++;
            if (looksAt(')')) {
                at++;
                closed.add(capture);
                return new PatternItem.Place(capture);
            }
            open.push(capture);
            return new PatternItem.Open(capture);
        }

        private PatternItem escaped() {
            int c = take();
            if (c == 'b') {
                return new PatternItem.Balanced(take(), take());
            }
            if (c == 'f') {
                if (!looksAt('[')) {
                    throw new LuaError("missing '[' after '%f' in pattern");
                }
                at++;
                return new PatternItem.Border(set());
            }
            if (c >= '0' && c <= '9') {
                int capture = c - '1';
                if (!closed.contains(capture)) {
                    throw new LuaError("invalid capture index");
                }
                return new PatternItem.Again(capture);
            }
            CharacterSet named = new CharacterSet();
            named.addClass(c);
            return repeated(named);
        }

        /** Reads a set, whose bracket has been read. */
        private CharacterSet set() {
            CharacterSet set = new CharacterSet();
            boolean complement = looksAt('^');
            if (complement) {
                at++;
            }
            boolean first = true;
            while (first || !looksAt(']')) {
                first = false;
                int c = take();
                if (c == '%') {
                    set.addClass(take());
                } else if (looksAt('-') && at + 1 < text.m_length && byteAt(at + 1) != ']') {
                    at++;
                    set.addRange(c, take());
                } else {
                    set.add(c);
                }
            }
            at++;
            if (complement) {
                set.complement();
            }
            return set;
        }

        private PatternItem repeated(CharacterSet set) {
            boolean repeats = looksAt('*') || looksAt('+') || looksAt('-') || looksAt('?');
            return new PatternItem.Characters(set, repeats ? (char) take() : '1');
        }

        private static CharacterSet single(int c) {
            CharacterSet set = new CharacterSet();
            set.add(c);
            return set;
        }

        private boolean looksAt(char c) {
            return at < text.m_length && byteAt(at) == c;
        }

        private int take() {
            if (at == text.m_length) {
                throw new LuaError("malformed pattern (ends too early)");
            }
            return byteAt(at++);
        }

        private int byteAt(int index) {
            return text.luaByte(index);
        }
    }
}
