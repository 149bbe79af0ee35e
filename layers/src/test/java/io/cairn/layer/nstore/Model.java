package io.cairn.layer.nstore;

import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers by trying every row for every pattern as written. */
final class Model {

    private Model() {}

    static List<Binding> answers(Set<Tuple> rows, List<Pattern> patterns) {
        List<Binding> found = List.of(Binding.empty());
        for (Pattern pattern : patterns) {
            List<Binding> more = new ArrayList<>();
            for (Binding binding : found) {
                for (Tuple row : rows) {
                    Binding extended = extended(binding, pattern, row);
                    if (extended != null) {
                        more.add(extended);
                    }
                }
            }
            found = more;
        }
        return found;
    }

    private static @Nullable Binding extended(Binding binding, Pattern pattern, Tuple row) {
        Binding extended = binding;
        for (int column = 0; column < row.size(); column++) {
            Object term = pattern.term(column);
            if (term instanceof Variable variable && !extended.has(variable.name())) {
                extended = extended.with(variable.name(), row.get(column));
            } else {
                Object wanted =
                        term instanceof Variable variable ? extended.get(variable.name()) : term;
                if (!Tuple.of(wanted).equals(row.slice(column, column + 1))) {
                    return null;
                }
            }
        }
        return extended;
    }
}
