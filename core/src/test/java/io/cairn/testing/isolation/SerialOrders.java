package io.cairn.testing.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Asks whether some serial order of the committed transactions, respecting real time, explains
 * everything that was seen and the final state.
 */
public final class SerialOrders {

    private SerialOrders() {}

    /** Tells whether the execution was strictly serializable. */
    public static boolean explain(Execution execution) {
        List<Integer> committed = new ArrayList<>();
        for (int client = 0; client < execution.programs().size(); client++) {
            if (execution.committed()[client]) {
                committed.add(client);
            }
        }
        return search(execution, committed, new ArrayList<>());
    }

    private static boolean search(Execution execution, List<Integer> rest, List<Integer> order) {
        if (rest.isEmpty()) {
            return matches(execution, order);
        }
        for (Integer next : List.copyOf(rest)) {
            boolean somebodyEndedBefore =
                    rest.stream()
                            .anyMatch(
                                    other -> execution.ended()[other] < execution.started()[next]);
            if (somebodyEndedBefore) {
                continue;
            }
            rest.remove(next);
            order.add(next);
            boolean found = search(execution, rest, order);
            order.removeLast();
            rest.add(next);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Execution execution, List<Integer> order) {
        NavigableMap<String, String> state = new TreeMap<>();
        state.put("a", "10");
        state.put("b", "10");
        for (int client : order) {
            List<Step> steps = execution.programs().get(client).steps();
            for (int i = 0; i < steps.size(); i++) {
                if (!MapStep.run(steps.get(i), state).equals(execution.seen().get(client).get(i))) {
                    return false;
                }
            }
        }
        StringBuilder text = new StringBuilder();
        state.forEach((key, value) -> text.append(key).append('=').append(value).append(' '));
        return text.toString().equals(execution.finalState());
    }
}
