package io.cairn.layer.versioned;

import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers several patterns at once: what one binds is put into the next. The pattern with the most
 * bound columns comes first, each time. Stateless.
 */
final class Join {

    private Join() {}

    static List<Map<String, @Nullable Object>> run(
            List<Pattern> patterns, Function<Pattern, List<Tuple>> select) {
        List<Map<String, @Nullable Object>> rows = List.of(Map.of());
        for (Pattern pattern : planned(patterns)) {
            List<Map<String, @Nullable Object>> longer = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                for (Tuple tuple : select.apply(pattern.with(row))) {
                    longer.add(pattern.row(row, tuple));
                }
            }
            rows = longer;
        }
        return rows;
    }

    private static List<Pattern> planned(List<Pattern> patterns) {
        List<Pattern> left = new ArrayList<>(patterns);
        List<Pattern> plan = new ArrayList<>();
        Set<String> known = new HashSet<>();
        while (!left.isEmpty()) {
            Pattern next =
                    left.stream()
                            .max(Comparator.comparingInt(pattern -> pattern.boundWith(known)))
                            .orElseThrow();
            left.remove(next);
            plan.add(next);
            known.addAll(next.names());
        }
        return plan;
    }
}
