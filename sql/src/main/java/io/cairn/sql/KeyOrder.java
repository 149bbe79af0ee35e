package io.cairn.sql;

import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** Finds out whether rows come in the order that is asked for, as their keys do. Stateless. */
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

    /** Tells whether rows are read by primary key, and the order is that of its first columns. */
    static boolean gives(Access access, RelNode rel, List<RelFieldCollation> by) {
        List<Integer> key = access.table().primaryKey();
        if (access.index() != null || by.isEmpty()) {
            return false;
        }
        for (int i = 0; i < by.size() && i < key.size(); i++) {
            boolean ascending = by.get(i).getDirection() == RelFieldCollation.Direction.ASCENDING;
            if (!ascending || column(rel, by.get(i).getFieldIndex()) != key.get(i)) {
                return false;
            }
        }
        // Behind a whole key nothing is left to be sorted.
        return !key.isEmpty();
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
