package io.cairn.testing.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing list as short as it can by leaving parts out (Zeller's delta debugging).
 * Stateless.
 */
public final class Shrinker {

    private Shrinker() {}

    /**
     * Shrinks a list.
     *
     * @param failing the list, for which {@code fails} holds
     * @param fails tells whether a shorter list still fails
     * @param triesMax how often to ask
     * @param <T> what the list holds
     * @return a sublist for which {@code fails} holds, and, if the tries sufficed, for none that
     *     lacks one more element
     */
    public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails, int triesMax) {
        List<T> smallest = failing;
        int tries = 0;
        int part = Math.max(1, failing.size() / 2);
        while (true) {
            boolean smaller = false;
            for (int at = 0; at < smallest.size() && tries < triesMax; ) {
                List<T> rest = new ArrayList<>(smallest.subList(0, at));
                rest.addAll(
                        smallest.subList(Math.min(smallest.size(), at + part), smallest.size()));
                tries++;
                if (fails.test(rest)) {
                    smallest = rest;
                    smaller = true;
                } else {
                    at += part;
                }
            }
            if (tries >= triesMax || (part == 1 && !smaller)) {
                return smallest;
            }
            part = Math.max(1, part / 2);
        }
    }
}
