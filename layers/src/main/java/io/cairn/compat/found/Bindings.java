package io.cairn.compat.found;

import io.cairn.layer.nstore.Variable;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins in written order: what one pattern binds is put into the next. Stateless. */
final class Bindings {

    private Bindings() {}

    /** Puts elements in the place of variables. */
    static @Nullable Object[] bound(
            @Nullable Object[] pattern, Map<String, @Nullable Object> known) {
        @Nullable Object[] bound = pattern.clone();
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] instanceof Variable variable && known.containsKey(variable.name())) {
                bound[i] = known.get(variable.name());
            }
        }
        return bound;
    }

    /** Answers, for each that is known, what the pattern adds to it. */
    static Iterable<Map<String, @Nullable Object>> where(
            Iterable<Map<String, @Nullable Object>> known,
            Function<Map<String, @Nullable Object>, Iterable<Map<String, @Nullable Object>>>
                    select) {
        return () -> new Joined(known.iterator(), select);
    }

    private static final class Joined implements Iterator<Map<String, @Nullable Object>> {

        private final Iterator<Map<String, @Nullable Object>> outer;
        private final Function<
                        Map<String, @Nullable Object>, Iterable<Map<String, @Nullable Object>>>
                select;
        private Map<String, @Nullable Object> known = Map.of();
        private Iterator<Map<String, @Nullable Object>> inner = Collections.emptyIterator();

        Joined(
                Iterator<Map<String, @Nullable Object>> outer,
                Function<Map<String, @Nullable Object>, Iterable<Map<String, @Nullable Object>>>
                        select) {
            this.outer = outer;
            this.select = select;
        }

        @Override
        public boolean hasNext() {
            while (!inner.hasNext() && outer.hasNext()) {
                known = outer.next();
                inner = select.apply(known).iterator();
            }
            return inner.hasNext();
        }

        @Override
        public Map<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no further binding");
            }
            Map<String, @Nullable Object> longer = new LinkedHashMap<>(known);
            longer.putAll(inner.next());
            return Collections.unmodifiableMap(longer);
        }
    }
}
