package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which pattern is looked up first. */
class PlanTest {

    private static final int MANY = Query.SIZE_MAX;
    private static final Variable X = Variable.of("x");
    private static final Variable Y = Variable.of("y");
    private static final Variable Z = Variable.of("z");

    private static int[] order(List<Pattern> patterns, int... sizes) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Variable variable : List.of(X, Y, Z)) {
            numbers.put(variable.name(), numbers.size());
        }
        List<Terms> terms = new ArrayList<>();
        for (Pattern pattern : patterns) {
            terms.add(new Terms(pattern, numbers, Binding.empty()));
        }
        return Plan.order(terms, sizes);
    }

    @Test
    void ofLargePatternsTheOneWithTheMostColumnsKnownComesFirst() {
        List<Pattern> patterns =
                List.of(Pattern.of(X, "knows", Y), Pattern.of(X, Y, Z), Pattern.of(X, "is", "a"));
        assertThat(order(patterns, MANY, MANY, MANY)).containsExactly(2, 0, 1);
    }

    @Test
    void aPatternOfFewRowsComesFirstThoughLessOfItIsKnown() {
        List<Pattern> patterns = List.of(Pattern.of(X, "is", "person"), Pattern.of("ann", Y, X));
        assertThat(order(patterns, MANY, 3)).containsExactly(1, 0);
        assertThat(order(patterns, 2, 3)).containsExactly(0, 1);
    }

    @Test
    void whatIsBoundBeforeCountsAsKnown() {
        List<Pattern> patterns =
                List.of(
                        Pattern.of(Z, "title", "t"),
                        Pattern.of(Y, "blog", X),
                        Pattern.of(X, "title", "b"));
        assertThat(order(patterns, MANY, MANY, 1)).containsExactly(2, 1, 0);
        assertThat(order(patterns, 1, MANY, MANY)).containsExactly(0, 2, 1);
    }

    @Test
    void ofEqualOnesTheSmallerThenTheOneWrittenFirst() {
        List<Pattern> patterns =
                List.of(Pattern.of("a", "b", X), Pattern.of(X, "c", Y), Pattern.of(X, "d", Z));
        assertThat(order(patterns, 1, 9, 8)).containsExactly(0, 2, 1);
        assertThat(order(patterns, 1, MANY, MANY)).containsExactly(0, 1, 2);
    }
}
