package io.cairn.layer.versioned;

import io.cairn.error.InvalidArgumentException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * The fewest orders of n columns such that every set of columns comes first in one of them: C(n,
 * n/2). Immutable, thread-safe.
 *
 * <p>Read a set as brackets, a column in it closing and one outside it opening, and pair them as
 * brackets are paired. Sets with the same pairs differ in unpaired columns only, of which those
 * inside come before those outside; so they form a chain, each set one column larger than the one
 * before. One order serves a chain: paired columns inside, then the unpaired, then paired columns
 * outside.
 */
final class ColumnOrders {

    /** With nine columns there would be 126 orders. */
    static final int COLUMNS_MAX = 8;

    private final List<int[]> orders = new ArrayList<>();
    private final int[] orderOfMask;

    ColumnOrders(int columns) {
        if (columns < 1 || columns > COLUMNS_MAX) {
            throw new InvalidArgumentException(
                    "the number of columns is out of range",
                    "columns",
                    columns,
                    "min",
                    1,
                    "max",
                    COLUMNS_MAX);
        }
        orderOfMask = new int[1 << columns];
        int[] orderOfChain = new int[1 << columns];
        Arrays.fill(orderOfChain, -1);
        for (int mask = 0; mask < orderOfMask.length; mask++) {
            Brackets brackets = new Brackets(mask, columns);
            int chain = brackets.smallest();
            if (orderOfChain[chain] < 0) {
                orderOfChain[chain] = orders.size();
                orders.add(brackets.order());
            }
            orderOfMask[mask] = orderOfChain[chain];
        }
    }

    int count() {
        return orders.size();
    }

    /**
     * Place i holds which column comes there; order 0 is that of the columns. Not to be changed.
     */
    int[] order(int index) {
        return orders.get(index);
    }

    /** The index of an order in which the columns of a mask come first. */
    int indexFor(int mask) {
        return orderOfMask[mask];
    }

    /** The pairs of one set. */
    private static final class Brackets {

        private final List<Integer> pairedInside = new ArrayList<>();
        private final TreeSet<Integer> unpaired = new TreeSet<>();
        private final List<Integer> pairedOutside = new ArrayList<>();

        Brackets(int mask, int columns) {
            Deque<Integer> open = new ArrayDeque<>();
            for (int column = 0; column < columns; column++) {
                if ((mask & 1 << column) == 0) {
                    open.push(column);
                } else if (open.isEmpty()) {
                    unpaired.add(column);
                } else {
                    pairedInside.add(column);
                    pairedOutside.add(open.pop());
                }
            }
            unpaired.addAll(open);
        }

        /** The smallest set with these pairs. */
        int smallest() {
            int mask = 0;
            for (int column : pairedInside) {
                mask |= 1 << column;
            }
            return mask;
        }

        int[] order() {
            List<Integer> order = new ArrayList<>(pairedInside);
            order.addAll(unpaired);
            order.addAll(pairedOutside);
            return order.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
