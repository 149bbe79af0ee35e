package io.cairn.compat.found;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cursor finds, one by one: found's generators. Each iterator opens a cursor when it is
 * first asked and closes it at its end; one that is left before ends with its transaction.
 *
 * @param open opens a cursor
 * @param next moves it
 * @param take reads what is there
 * @param close closes it
 * @param <C> the cursor
 * @param <T> what it finds
 */
record Walk<C, T>(Supplier<C> open, Predicate<C> next, Function<C, T> take, Consumer<C> close)
        implements Iterable<T> {

    @Override
    public Iterator<T> iterator() {
        return new Steps<>(this);
    }

    private static final class Steps<C, T> implements Iterator<T> {

        private final Walk<C, T> walk;
        private @Nullable C cursor;
        private @Nullable T ahead;
        private boolean ended;

        Steps(Walk<C, T> walk) {
            this.walk = walk;
        }

        @Override
        public boolean hasNext() {
            if (ahead == null && !ended) {
                C open = cursor == null ? walk.open().get() : cursor;
                cursor = open;
                if (walk.next().test(open)) {
                    ahead = walk.take().apply(open);
                } else {
                    ended = true;
                    walk.close().accept(open);
                }
            }
            return ahead != null;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is nothing further");
            }
            T result = ahead;
            ahead = null;
            return Objects.requireNonNull(result, "result");
        }
    }
}
