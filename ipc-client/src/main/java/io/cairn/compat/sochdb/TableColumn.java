package io.cairn.compat.sochdb;

import java.util.Objects;

/**
 * One column of a table. Immutable.
 *
 * @param name its name: what follows the second segment of a path
 * @param type its type
 * @param nullable whether a row may lack it; kept, never enforced, since values are written one
 *     path at a time
 */
public record TableColumn(String name, ColumnType type, boolean nullable) {

    /** Checks that name and type are given. */
    public TableColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
