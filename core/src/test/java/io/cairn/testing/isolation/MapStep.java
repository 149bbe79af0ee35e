package io.cairn.testing.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What a {@link Step} does to a sorted map: the obviously right meaning, written apart from the
 * database's.
 */
final class MapStep {

    private MapStep() {}

    static String run(Step step, NavigableMap<String, String> state) {
        return switch (step) {
            case Step.Read read -> read.key() + "=" + state.getOrDefault(read.key(), "none");
            case Step.Scan scan -> scan(scan, state);
            case Step.Write write -> {
                state.put(write.key(), write.value());
                yield "";
            }
            case Step.Add add -> {
                int sum = Integer.parseInt(state.getOrDefault(add.key(), "0")) + add.amount();
                state.put(add.key(), Integer.toString(sum));
                yield add.key() + "->" + sum;
            }
            case Step.Delete delete -> {
                state.remove(delete.key());
                yield "";
            }
            case Step.DeleteRange range -> {
                state.subMap(range.begin(), true, range.end(), false).clear();
                yield "";
            }
        };
    }

    private static String scan(Step.Scan scan, NavigableMap<String, String> state) {
        NavigableMap<String, String> part = state.subMap(scan.begin(), true, scan.end(), false);
        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, String> entry :
                (scan.reverse() ? part.descendingMap() : part).entrySet()) {
            if (seen.size() < scan.limit()) {
                seen.add(entry.getKey() + "=" + entry.getValue());
            }
        }
        return seen.toString();
    }
}
