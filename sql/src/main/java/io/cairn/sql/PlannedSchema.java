package io.cairn.sql;

import java.util.Set;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** A catalog as the planner sees it, which reads a table's definition when asked for it. */
final class PlannedSchema extends AbstractSchema {

    private final Catalog catalog;

    PlannedSchema(Catalog catalog) {
        this.catalog = catalog;
    }

    // The planner's classes say with other annotations that these may return null.
    @SuppressWarnings("NullAway")
    @Override
    public Lookup<org.apache.calcite.schema.Table> tables() {
        return new Lookup<>() {
            @Override
            public org.apache.calcite.schema.@Nullable Table get(String name) {
                Table table = catalog.find(name);
                return table == null ? null : new PlannedTable(table);
            }

            @Override
            public @Nullable Named<org.apache.calcite.schema.Table> getIgnoreCase(String name) {
                Table table = catalog.find(name);
                return table == null ? null : new Named<>(table.name(), new PlannedTable(table));
            }

            @Override
            public Set<String> getNames(LikePattern pattern) {
                return catalog.names();
            }
        };
    }
}
