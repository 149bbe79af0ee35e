package io.cairn.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY, DISTINCT and the functions of groups; keeps one row for each group, and each value that
 * a DISTINCT counts. Immutable.
 *
 * @param input the rows
 * @param by the columns that make a group
 * @param calls the functions
 */
record Aggregation(Source input, List<Integer> by, List<Accumulator.Call> calls) implements Source {

    static Source compile(LogicalAggregate aggregate, Source input) {
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            throw Errors.unsupported("GROUPING SETS");
        }
        List<Accumulator.Call> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            calls.add(Accumulator.Call.of(call));
        }
        return new Aggregation(input, aggregate.getGroupSet().asList(), calls);
    }

    /** A group: the values as they first came, and what is counted of it. */
    private record Group(@Nullable Object[] values, Accumulator[] accumulators) {}

    @Override
    public Rows open(Run run) {
        Map<List<@Nullable Object>, Group> groups = new LinkedHashMap<>();
        long[] held = {0};
        try (Rows rows = input.open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                List<@Nullable Object> key = new ArrayList<>(by.size());
                for (int column : by) {
                    key.add(Values.hashed(row[column]));
                }
                Group group = groups.get(key);
                if (group == null) {
                    group = group(row);
                    groups.put(key, group);
                    hold(run, held);
                }
                for (Accumulator accumulator : group.accumulators) {
                    if (accumulator.add(row)) {
                        hold(run, held);
                    }
                }
            }
            if (by.isEmpty() && groups.isEmpty()) {
                groups.put(List.of(), group(new Object[0]));
            }
            List<@Nullable Object[]> results = new ArrayList<>();
            groups.values().forEach(group -> results.add(result(group)));
            return Steps.of(results.iterator(), () -> run.release(held[0]));
        } catch (RuntimeException | Error e) {
            run.release(held[0]);
            throw e;
        }
    }

    private static void hold(Run run, long[] held) {
        run.hold();
        held[0]++;
    }

    private Group group(@Nullable Object[] row) {
        @Nullable Object[] values = new Object[by.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[by.get(i)];
        }
        return new Group(values, calls.stream().map(Accumulator::new).toArray(Accumulator[]::new));
    }

    private static @Nullable Object[] result(Group group) {
        int count = group.values.length;
        @Nullable Object[] result = new Object[count + group.accumulators.length];
        System.arraycopy(group.values, 0, result, 0, count);
        for (int i = 0; i < group.accumulators.length; i++) {
            result[count + i] = group.accumulators[i].result();
        }
        return result;
    }
}
