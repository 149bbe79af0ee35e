package io.cairn.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/**
 * Finds out whether rows come in the order that is asked for, as their keys or their index's
 * entries do. Stateless.
 */
final class KeyOrder {

    private KeyOrder() {}

    /** Returns the node whose rows these are, but for some that are left out, and for columns. */
    static RelNode scanned(RelNode rel) {
        RelNode node = rel;
        while (node instanceof LogicalFilter || node instanceof LogicalProject) {
            node = node.getInput(0);
        }
        return node;
    }

    /** How rows have to be read to come in an order. */
    enum Way {
        /** As their keys are ordered. */
        FORWARD,
        /** The other way round. */
        BACKWARD,
        /** They have to be sorted. */
        NONE
    }

    /**
     * Tells how rows that are read by key or by an index come in an order: that of the columns of
     * the key, where those of which one value is known may be left out.
     */
    static Way way(Access access, RelNode rel, List<RelFieldCollation> by) {
        List<Integer> order = new ArrayList<>(access.columns());
        if (access.index() != null) {
            order.addAll(access.table().primaryKey());
        }
        Way way = Way.NONE;
        int at = 0;
        for (RelFieldCollation part : by) {
            int column = column(rel, part.getFieldIndex());
            if (access.isKnown(column)) {
                continue;
            }
            while (at < order.size() && access.isKnown(order.get(at))) {
                at++;
            }
            if (at == order.size() && access.table().hasPrimaryKey()) {
                // Behind a whole key nothing is left to be sorted.
                break;
            }
            boolean descending = part.getDirection().isDescending();
            Way wanted = descending ? Way.BACKWARD : Way.FORWARD;
            if (at == order.size()
                    || column != order.get(at)
                    || way != Way.NONE && way != wanted
                    || access.mayBeNull(column) && Sorting.nullsFirst(part) == descending) {
                return Way.NONE;
            }
            way = wanted;
            at++;
        }
        return way == Way.NONE && !by.isEmpty() ? Way.FORWARD : way;
    }

    /** Returns the number of the table's column that a column shows; -1 when it is computed. */
    private static int column(RelNode rel, int field) {
        RelNode node = rel;
        int column = field;
        while (column >= 0 && (node instanceof LogicalFilter || node instanceof LogicalProject)) {
            if (node instanceof LogicalProject project) {
                RexNode shown = project.getProjects().get(column);
                column = shown instanceof RexInputRef ref ? ref.getIndex() : -1;
            }
            node = node.getInput(0);
        }
        return column;
    }
}
