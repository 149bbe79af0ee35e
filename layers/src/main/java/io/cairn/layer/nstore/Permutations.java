package io.cairn.layer.nstore;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders of columns such that the columns of every set come first in one of them, and as few orders
 * as that takes.
 *
 * <p>The sets of n columns are divided into chains, in which each set is the one before it and one
 * column more; a chain is an order of columns. De Bruijn, Tengbergen and Kruyswijk ("On the set of
 * divisors of a number", 1951) showed that C(n, n/2) chains suffice. Greene and Kleitman ("Strong
 * versions of Sperner's theorem", 1976) read the chain of a set from brackets: a column outside the
 * set is an opening bracket and one inside a closing bracket. Those that match stay as they are
 * along the whole chain; the others are taken into the set from the left to the right.
 *
 * <p>Chains are numbered by the size of their first set, those of one size by the number whose bits
 * are the set's columns. Stored keys have these numbers.
 */
final class Permutations {

    private Permutations() {}

    /** Returns the orders of n columns; each gives, for a place, the column that stands there. */
    static int[][] of(int columns) {
        List<int[]> orders = new ArrayList<>();
        for (int size = 0; size <= columns / 2; size++) {
            for (int set = 0; set < 1 << columns; set++) {
                if (Integer.bitCount(set) == size) {
                    addIfFirst(orders, set, columns);
                }
            }
        }
        return orders.toArray(int[][]::new);
    }

    /** Adds the order of the chain that begins with a set; of one further on it adds nothing. */
    private static void addIfFirst(List<int[]> orders, int set, int columns) {
        int[] open = new int[columns];
        int opened = 0;
        int matched = 0;
        for (int column = 0; column < columns; column++) {
            if (!has(set, column)) {
                open[opened++] = column;
            } else if (opened == 0) {
                return;
            } else {
                matched |= 1 << open[--opened];
            }
        }
        int[] order = new int[columns];
        int at = append(order, 0, set);
        for (int i = 0; i < opened; i++) {
            order[at++] = open[i];
        }
        append(order, at, matched);
        orders.add(order);
    }

    private static int append(int[] order, int from, int set) {
        int at = from;
        for (int column = 0; column < order.length; column++) {
            if (has(set, column)) {
                order[at++] = column;
            }
        }
        return at;
    }

    private static boolean has(int set, int column) {
        return (set & 1 << column) != 0;
    }
}
