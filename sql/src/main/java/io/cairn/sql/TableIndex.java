package io.cairn.sql;

import io.cairn.layer.tuple.Tuple;
import java.util.List;

/**
 * An index of a table, or what keeps a UNIQUE. Immutable.
 *
 * @param id what its keys begin with
 * @param name as it was written; empty for a UNIQUE of the table itself
 * @param unique whether no two rows may have the same values, NULL apart
 * @param columns the numbers of the columns, in the order of the index
 */
record TableIndex(long id, String name, boolean unique, List<Integer> columns) {

    Tuple toTuple() {
        return Tuple.of(id, name, unique, columns);
    }

    static TableIndex of(Tuple tuple) {
        return new TableIndex(
                tuple.integer(0),
                tuple.string(1),
                Boolean.TRUE.equals(tuple.get(2)),
                Table.numbers(tuple.tuple(3)));
    }
}
