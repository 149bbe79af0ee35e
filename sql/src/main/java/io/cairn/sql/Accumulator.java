package io.cairn.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** The value of one function of one group, while rows come. Used by one thread. */
final class Accumulator {

    /**
     * A function of groups. Immutable.
     *
     * @param kind which one
     * @param numbers the arithmetic of sums
     * @param arguments the columns it takes
     * @param condition the column that must be true, or -1
     * @param distinct whether equal values count once
     */
    record Call(
            SqlKind kind,
            Arithmetic numbers,
            List<Integer> arguments,
            int condition,
            boolean distinct) {

        static Call of(AggregateCall call) {
            SqlKind kind = call.getAggregation().getKind();
            Arithmetic numbers = Arithmetic.DOUBLE;
            switch (kind) {
                case COUNT, MIN, MAX -> {}
                case SUM -> numbers = Arithmetic.of(call.getType().getSqlTypeName());
                case AVG -> numbers = Arithmetic.DOUBLE;
                default -> throw Errors.unsupported(call.getAggregation().getName());
            }
            boolean plain =
                    call.getCollation().getFieldCollations().isEmpty()
                            && !call.isApproximate()
                            && !call.ignoreNulls()
                            && call.distinctKeys == null;
            if (!plain) {
                throw Errors.unsupported(call.toString());
            }
            return new Call(
                    kind,
                    numbers,
                    List.copyOf(call.getArgList()),
                    call.filterArg,
                    call.isDistinct());
        }
    }

    private final Call call;
    private final @Nullable Set<List<@Nullable Object>> seen;
    private long count;
    private @Nullable Object value;

    Accumulator(Call call) {
        this.call = call;
        this.seen = call.distinct ? new HashSet<>() : null;
    }

    /** Takes a row; tells whether it has to keep one more value. */
    boolean add(@Nullable Object[] row) {
        if (call.condition >= 0 && !Boolean.TRUE.equals(row[call.condition])) {
            return false;
        }
        List<@Nullable Object> values = new ArrayList<>(call.arguments.size());
        for (int argument : call.arguments) {
            if (row[argument] == null) {
                return false;
            }
            values.add(Values.hashed(row[argument]));
        }
        if (seen != null && !seen.add(values)) {
            return false;
        }
        count++;
        if (!call.arguments.isEmpty()) {
            take(row[call.arguments.getFirst()]);
        }
        return seen != null;
    }

    private void take(@Nullable Object next) {
        Object before = value;
        if (next == null) {
            return;
        }
        switch (call.kind) {
            case SUM, AVG ->
                    value =
                            before == null
                                    ? call.numbers.widened(next)
                                    : call.numbers.plus(before, next);
            case MIN -> value = before == null || Values.compare(next, before) < 0 ? next : before;
            case MAX -> value = before == null || Values.compare(next, before) > 0 ? next : before;
            default -> {}
        }
    }

    @Nullable Object result() {
        Object total = value;
        return switch (call.kind) {
            case COUNT -> count;
            case AVG -> total == null ? null : Arithmetic.DOUBLE.divided(total, count);
            default -> total;
        };
    }
}
