package io.cairn.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan of the planner's algebra. Conditions move down to the tables as far as they may:
 * only those that cannot fail, since a row that another condition would have left out must not make
 * a statement fail. Used by one thread, for one plan.
 */
final class Compiler {

    /** A subquery, and whether it refers to rows outside of it. */
    record Inner(Source source, boolean correlated) {}

    private final Expressions expressions = new Expressions(this);
    private final Map<RelNode, Access> accesses = new IdentityHashMap<>();
    private final Set<RelNode> backward = Collections.newSetFromMap(new IdentityHashMap<>());
    private Set<Integer> used = new HashSet<>();
    private Set<Integer> bound = new HashSet<>();

    Expressions expressions() {
        return expressions;
    }

    /** Notes that an expression refers to a row outside. */
    void uses(int correlation) {
        used.add(correlation);
    }

    Inner inner(RelNode rel) {
        Set<Integer> outerUsed = used;
        Set<Integer> outerBound = bound;
        used = new HashSet<>();
        bound = new HashSet<>();
        Source source = compile(rel, List.of());
        Set<Integer> free = used;
        free.removeAll(bound);
        used = outerUsed;
        bound = outerBound;
        used.addAll(free);
        return new Inner(source, !free.isEmpty());
    }

    Source compile(RelNode rel) {
        return compile(rel, List.of());
    }

    /** Compiles a scan, filtered or not, whose rows have their keys behind their columns. */
    Source compileTarget(RelNode rel) {
        if (rel instanceof LogicalFilter filter
                && filter.getInput() instanceof LogicalTableScan scan) {
            return filter(filter, List.of(), plain -> scan(scan, plain, true));
        }
        if (rel instanceof LogicalTableScan scan) {
            return scan(scan, List.of(), true);
        }
        throw Errors.unsupported("an aggregate or a join at this place");
    }

    private interface Below {
        Source compile(List<RexNode> conditions);
    }

    /** Compiles a node whose rows have to meet conditions. */
    Source compile(RelNode rel, List<RexNode> conditions) {
        return switch (rel) {
            case LogicalTableScan scan -> scan(scan, conditions, false);
            case LogicalFilter filter ->
                    filter(filter, conditions, plain -> compile(filter.getInput(), plain));
            case LogicalProject project -> project(project, conditions);
            case LogicalJoin join -> Joins.compile(join, conditions, this);
            case LogicalSort sort -> filtered(sort(sort), conditions);
            case LogicalAggregate aggregate ->
                    filtered(
                            Aggregation.compile(aggregate, compile(aggregate.getInput())),
                            conditions);
            case LogicalValues values -> filtered(values(values), conditions);
            case LogicalUnion union -> filtered(SetOperations.union(union, this), conditions);
            case LogicalIntersect both -> filtered(SetOperations.keep(both, this), conditions);
            case LogicalMinus minus -> filtered(SetOperations.keep(minus, this), conditions);
            default -> throw Errors.unsupported(rel.getRelTypeName());
        };
    }

    private Source scan(LogicalTableScan scan, List<RexNode> conditions, boolean withKey) {
        PlannedTable planned = scan.getTable().unwrap(PlannedTable.class);
        if (planned == null) {
            throw Errors.unsupported("the table " + scan.getTable().getQualifiedName());
        }
        Access access = Access.choose(planned.table(), conditions, expressions);
        accesses.put(scan, access);
        return filtered(
                new Scan(planned.table(), access, withKey, backward.contains(scan)), conditions);
    }

    /** Returns how a table was read when it was compiled last; null for any other node. */
    @Nullable Access access(RelNode rel) {
        return accesses.get(rel);
    }

    private Source filter(LogicalFilter filter, List<RexNode> above, Below below) {
        List<RexNode> all = new ArrayList<>(RelOptUtil.conjunctions(filter.getCondition()));
        all.addAll(above);
        List<RexNode> down = new ArrayList<>();
        List<RexNode> here = new ArrayList<>();
        all.forEach(condition -> (Conditions.isSafe(condition) ? down : here).add(condition));
        bind(filter.getVariablesSet());
        return filtered(below.compile(down), here, numbers(filter.getVariablesSet()));
    }

    private Source project(LogicalProject project, List<RexNode> conditions) {
        List<RexNode> down = new ArrayList<>();
        List<RexNode> here = new ArrayList<>();
        for (RexNode condition : conditions) {
            RexNode below = Conditions.below(condition, project.getProjects());
            if (below != null) {
                down.add(below);
            } else {
                here.add(condition);
            }
        }
        Source input = compile(project.getInput(), down);
        bind(project.getVariablesSet());
        List<Expr> values = new ArrayList<>();
        for (RexNode node : project.getProjects()) {
            values.add(expressions.compile(node));
        }
        Source projected = Steps.project(input, values, numbers(project.getVariablesSet()));
        return filtered(projected, here);
    }

    private Source sort(LogicalSort sort) {
        Source input = compile(sort.getInput());
        List<RelFieldCollation> by = sort.getCollation().getFieldCollations();
        RelNode scanned = KeyOrder.scanned(sort.getInput());
        Access access = accesses.get(scanned);
        KeyOrder.Way way =
                access == null ? KeyOrder.Way.NONE : KeyOrder.way(access, sort.getInput(), by);
        if (way == KeyOrder.Way.BACKWARD) {
            backward.add(scanned);
            input = compile(sort.getInput());
        }
        if (way != KeyOrder.Way.NONE) {
            by = List.of();
        }
        Expr offset = sort.offset == null ? null : expressions.compile(limit(sort.offset));
        Expr fetch = sort.fetch == null ? null : expressions.compile(limit(sort.fetch));
        return new Sorting(by, offset, fetch).over(input);
    }

    /** A number of rows, or a parameter, whatever type the planner gives it. */
    private static RexNode limit(RexNode node) {
        if (node instanceof RexInputRef || node instanceof RexSubQuery) {
            throw Errors.unsupported("a LIMIT that is no number");
        }
        return node;
    }

    private static Source values(LogicalValues values) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            @Nullable Object[] row = new Object[tuple.size()];
            for (int i = 0; i < row.length; i++) {
                Object value = Expressions.literal(tuple.get(i));
                var type = values.getRowType().getFieldList().get(i).getType().getSqlTypeName();
                boolean fraction = SqlTypeName.APPROX_TYPES.contains(type);
                row[i] = fraction && value instanceof Long n ? (Object) n.doubleValue() : value;
            }
            rows.add(row);
        }
        return Steps.values(rows);
    }

    Source filtered(Source source, List<RexNode> conditions) {
        return filtered(source, conditions, List.of());
    }

    private Source filtered(Source source, List<RexNode> conditions, List<Integer> correlations) {
        return conditions.isEmpty()
                ? source
                : Steps.filter(source, expressions.compile(conditions), correlations);
    }

    /** Notes that the rows of these numbers are not outside of what is compiled. */
    void bind(Set<CorrelationId> ids) {
        ids.forEach(id -> bound.add(id.getId()));
    }

    private static List<Integer> numbers(Set<CorrelationId> ids) {
        return ids.stream().map(CorrelationId::getId).toList();
    }
}
