package io.cairn.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table as the planner sees it. Immutable. */
final class PlannedTable extends AbstractTable {

    private final Table table;

    PlannedTable(Table table) {
        this.table = table;
    }

    Table table() {
        return table;
    }

    /**
     * All columns may be NULL: what the planner concludes from NOT NULL would save nothing here.
     * Lengths of texts are left out, since the planner cuts what is longer.
     */
    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        for (Column column : table.columns()) {
            RelDataType type = types.createSqlType(column.type().planned());
            row.add(column.name(), types.createTypeWithNullability(type, true));
        }
        return row.build();
    }
}
