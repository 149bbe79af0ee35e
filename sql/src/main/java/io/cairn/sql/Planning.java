package io.cairn.sql;

import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of statements. Calcite sees queries only: of an UPDATE the query of the rows and the
 * new values, of an INSERT each value that is more than a constant. Used once.
 */
final class Planning {

    private final String sql;
    private final Catalog catalog;
    private final Planner planner;
    private final Preparation preparation = new Preparation();

    private Planning(String sql, Catalog catalog) {
        this.sql = sql;
        this.catalog = catalog;
        this.planner = new Planner(catalog);
    }

    static Plan plan(String sql, Catalog catalog) {
        Planning planning = new Planning(sql, catalog);
        SqlNode statement = Parsed.statement(sql);
        Plan.Work work =
                switch (statement) {
                    case SqlInsert insert -> planning.insert(insert);
                    case SqlUpdate update -> planning.update(update);
                    case SqlDelete delete -> planning.delete(delete);
                    default -> planning.query(statement, true);
                };
        return new Plan(work, planning.preparation.parameters(), catalog.asked());
    }

    private Plan.Query query(SqlNode statement, boolean named) {
        if (!statement.isA(SqlKind.QUERY)) {
            throw Errors.unsupported(statement.getKind().toString(), statement.getParserPosition());
        }
        if (named) {
            Parsed.nameColumns(statement, sql);
        }
        RelRoot root = planner.plan(preparation.prepared(statement));
        List<@Nullable ColumnType> types = new ArrayList<>();
        for (Map.Entry<Integer, String> field : root.fields) {
            types.add(type(root.rel.getRowType().getFieldList().get(field.getKey())));
        }
        List<String> names = unlike(root.fields.stream().map(Map.Entry::getValue).toList());
        return new Plan.Query(names, types, new Compiler().compile(root.project()));
    }

    /** Puts a number behind a name that was there before. */
    private static List<String> unlike(List<String> names) {
        List<String> unlike = new ArrayList<>();
        for (String name : names) {
            String other = name;
            for (int i = 2; unlike.contains(other); i++) {
                other = name + i;
            }
            unlike.add(other);
        }
        return unlike;
    }

    private static @Nullable ColumnType type(RelDataTypeField field) {
        SqlTypeName type = field.getType().getSqlTypeName();
        return switch (type) {
            case INTEGER -> ColumnType.INT;
            case BIGINT -> ColumnType.BIGINT;
            case DOUBLE, FLOAT, REAL -> ColumnType.DOUBLE;
            case CHAR, VARCHAR -> ColumnType.TEXT;
            case BOOLEAN -> ColumnType.BOOLEAN;
            case BINARY, VARBINARY -> ColumnType.BLOB;
            case NULL -> null;
            default -> throw Errors.unsupported("the type " + type + " of " + field.getName());
        };
    }

    private Table table(SqlNode target) {
        if (!(target instanceof SqlIdentifier name) || name.names.size() != 1) {
            throw Errors.unsupported("a table of this form", target.getParserPosition());
        }
        SqlParserPos at = name.getParserPosition();
        return catalog.get(name.getSimple(), at.getLineNum(), at.getColumnNum());
    }

    private static List<Integer> columns(Table table, SqlNodeList names) {
        List<Integer> columns = new ArrayList<>();
        for (SqlNode node : names) {
            SqlParserPos at = node.getParserPosition();
            if (!(node instanceof SqlIdentifier name) || name.names.size() != 1) {
                throw Errors.unsupported("a column of this form", at);
            }
            int column = table.column(name.getSimple());
            if (column < 0) {
                throw Errors.at(
                        Kind.UNKNOWN_NAME,
                        "there is no column " + name.getSimple() + " in table " + table.name(),
                        at);
            }
            if (columns.contains(column)) {
                throw Errors.at(Kind.DUPLICATE_NAME, "named twice: " + name.getSimple(), at);
            }
            columns.add(column);
        }
        return columns;
    }

    private Plan.Insert insert(SqlInsert insert) {
        if (insert.isUpsert()) {
            throw Errors.unsupported("UPSERT", insert.getParserPosition());
        }
        Table table = table(insert.getTargetTable());
        SqlNodeList names = insert.getTargetColumnList();
        List<Integer> columns =
                names == null
                        ? IntStream.range(0, table.columns().size()).boxed().toList()
                        : columns(table, names);
        SqlNode source = insert.getSource();
        if (source.getKind() == SqlKind.VALUES && source instanceof SqlCall values) {
            return new Plan.Insert(table, columns, rows(table, columns, values));
        }
        Plan.Query query = query(source, false);
        if (query.columns().size() != columns.size()) {
            throw wrongCount(columns.size(), query.columns().size(), source);
        }
        return new Plan.Insert(table, columns, run -> queried(query.source(), run));
    }

    private static List<@Nullable Object[]> queried(Source source, Run run) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (Rows found = source.open(run)) {
            for (@Nullable Object[] row = found.next(); row != null; row = found.next()) {
                rows.add(row);
                run.hold();
            }
        }
        return rows;
    }

    private static RuntimeException wrongCount(int wanted, int found, SqlNode at) {
        return Errors.at(
                Kind.INVALID,
                "there are " + wanted + " columns, and " + found + " values",
                at.getParserPosition());
    }

    private Plan.Inserted rows(Table table, List<Integer> columns, SqlCall values) {
        List<Plan.Inserted> rows = new ArrayList<>();
        for (SqlNode node : values.getOperandList()) {
            List<SqlNode> cells =
                    node.getKind() == SqlKind.ROW
                            ? ((SqlCall) node).getOperandList()
                            : List.of(node);
            if (cells.size() != columns.size()) {
                throw wrongCount(columns.size(), cells.size(), node);
            }
            rows.add(row(table, columns, cells));
        }
        return run -> {
            List<@Nullable Object[]> all = new ArrayList<>();
            for (Plan.Inserted row : rows) {
                all.addAll(row.rows(run));
                run.hold();
            }
            return all;
        };
    }

    private Plan.Inserted row(Table table, List<Integer> columns, List<SqlNode> cells) {
        Cells plain = new Cells(table, columns, cells);
        Source computed =
                plain.rest.isEmpty()
                        ? Steps.values(List.<@Nullable Object[]>of(new Object[0]))
                        : query(select(plain.rest, null, null), false).source();
        return run -> {
            @Nullable Object[] found = queriedOne(computed, run);
            @Nullable Object[] row = new Object[plain.values.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = plain.values.get(i).of(run, found);
            }
            return List.<@Nullable Object[]>of(row);
        };
    }

    private static @Nullable Object[] queriedOne(Source source, Run run) {
        try (Rows rows = source.open(run)) {
            @Nullable Object[] row = rows.next();
            return row == null ? new Object[0] : row;
        }
    }

    /** Values that are to be assigned: constants at once, the rest from the row of a query. */
    private final class Cells {
        final List<Expr> values = new ArrayList<>();
        final List<SqlNode> rest = new ArrayList<>();

        Cells(Table table, List<Integer> columns, List<SqlNode> cells) {
            for (int i = 0; i < columns.size(); i++) {
                Expr constant = constant(table.columns().get(columns.get(i)), cells.get(i));
                int index = rest.size();
                if (constant == null) {
                    rest.add(cells.get(i));
                }
                values.add(constant == null ? (run, row) -> row[index] : constant);
            }
        }
    }

    private @Nullable Expr constant(Column column, SqlNode cell) {
        if (cell.getKind() == SqlKind.DEFAULT) {
            return (run, row) -> column.preset();
        }
        if (cell instanceof SqlDynamicParam parameter) {
            preparation.visit(parameter);
            int index = parameter.getIndex();
            return (run, row) -> run.parameter(index);
        }
        boolean negative = cell.getKind() == SqlKind.MINUS_PREFIX;
        SqlNode literal = negative ? ((SqlCall) cell).operand(0) : cell;
        if (!(literal instanceof SqlLiteral)) {
            return null;
        }
        Object value = Constants.of((SqlLiteral) preparation.visit((SqlLiteral) literal));
        if (!negative) {
            return (run, row) -> value;
        }
        return switch (value) {
            case Long n -> (run, row) -> -n;
            case Double d -> (run, row) -> Values.normal(-d);
            case null, default -> null;
        };
    }

    private static SqlSelect select(
            List<SqlNode> list, @Nullable SqlNode from, @Nullable SqlNode where) {
        return Constants.select(new SqlNodeList(list, SqlParserPos.ZERO), from, where);
    }

    private static SqlNode aliased(SqlNode table, @Nullable SqlIdentifier alias) {
        return alias == null
                ? table
                : SqlStdOperatorTable.AS.createCall(alias.getParserPosition(), table, alias);
    }

    private Plan.Update update(SqlUpdate update) {
        Table table = table(update.getTargetTable());
        List<Integer> columns = columns(table, update.getTargetColumnList());
        Cells cells = new Cells(table, columns, List.copyOf(update.getSourceExpressionList()));
        List<SqlNode> list = new ArrayList<>(cells.rest);
        if (list.isEmpty()) {
            list.add(SqlLiteral.createExactNumeric("0", SqlParserPos.ZERO));
        }
        RelNode rel =
                target(
                        list,
                        aliased(update.getTargetTable(), update.getAlias()),
                        update.getCondition());
        Compiler compiler = new Compiler();
        List<Expr> computed = new ArrayList<>();
        List<Integer> correlations = List.of();
        RelNode rows = rel;
        if (rel instanceof LogicalProject project) {
            rows = project.getInput();
            correlations = project.getVariablesSet().stream().map(CorrelationId::getId).toList();
            computed.addAll(compiler.expressions().compile(project.getProjects()));
        } else {
            // The values are all the columns, in their order.
            for (int i = 0; i < rel.getRowType().getFieldCount(); i++) {
                int index = i;
                computed.add((run, row) -> row[index]);
            }
        }
        return new Plan.Update(
                table, compiler.compileTarget(rows), columns, computed, cells.values, correlations);
    }

    private RelNode target(List<SqlNode> list, SqlNode from, @Nullable SqlNode where) {
        SqlSelect select = preparation.prepared(select(list, from, where));
        return planner.plan(select).project();
    }

    private Plan.Delete delete(SqlDelete delete) {
        Table table = table(delete.getTargetTable());
        RelNode rel =
                target(
                        List.copyOf(SqlNodeList.SINGLETON_STAR),
                        aliased(delete.getTargetTable(), delete.getAlias()),
                        delete.getCondition());
        RelNode rows = rel instanceof LogicalProject project ? project.getInput() : rel;
        return new Plan.Delete(table, new Compiler().compileTarget(rows));
    }
}
