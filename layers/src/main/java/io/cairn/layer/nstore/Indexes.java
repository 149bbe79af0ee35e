package io.cairn.layer.nstore;

import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;

/** The indexes of a store: which one serves which columns, and a row's keys. Thread-safe. */
final class Indexes {

    private final int columns;
    private final int[][] orders;
    private final Subspace[] subspaces;
    private final byte[][] prefixes;

    /** By set of columns, a bit for each. */
    private final short[] serving;

    Indexes(Subspace subspace, int columns) {
        this.columns = columns;
        orders = Permutations.of(columns);
        subspaces = new Subspace[orders.length];
        prefixes = new byte[orders.length][];
        serving = new short[1 << columns];
        for (int index = orders.length - 1; index >= 0; index--) {
            subspaces[index] = subspace.at(columns, index);
            prefixes[index] = subspaces[index].prefix();
            serve(index);
        }
    }

    /** Where several indexes could serve a set, the first does. */
    private void serve(int index) {
        int set = 0;
        serving[set] = (short) index;
        for (int column : orders[index]) {
            set |= 1 << column;
            serving[set] = (short) index;
        }
    }

    int columns() {
        return columns;
    }

    int count() {
        return orders.length;
    }

    /** Returns the index in which exactly the columns of a set come first. */
    int serving(int set) {
        return serving[set];
    }

    /** Returns the columns in an index's order, not to be changed. */
    int[] order(int index) {
        return orders[index];
    }

    Subspace subspace(int index) {
        return subspaces[index];
    }

    /** Returns a row's key in index 0, where its value is. */
    byte[] key(Tuple row) {
        return subspaces[0].pack(row);
    }

    /** Returns a row's keys in all indexes. Each element is packed once and copied into each. */
    byte[][] keys(Tuple row) {
        byte[][] parts = new byte[columns][];
        int bytes = 0;
        for (int column = 0; column < columns; column++) {
            parts[column] = row.slice(column, column + 1).pack();
            bytes += parts[column].length;
        }
        byte[][] keys = new byte[orders.length][];
        for (int index = 0; index < keys.length; index++) {
            byte[] prefix = prefixes[index];
            byte[] key = new byte[prefix.length + bytes];
            System.arraycopy(prefix, 0, key, 0, prefix.length);
            int at = prefix.length;
            for (int column : orders[index]) {
                System.arraycopy(parts[column], 0, key, at, parts[column].length);
                at += parts[column].length;
            }
            keys[index] = key;
        }
        return keys;
    }
}
