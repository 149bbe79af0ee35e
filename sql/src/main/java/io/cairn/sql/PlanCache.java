package io.cairn.sql;

import io.cairn.api.ReadView;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plans of the last statements, so that the same text is planned once. Thread-safe. */
final class PlanCache {

    private static final int PLANS_MAX = 256;
    private static final int LENGTH_MAX = 4_096;

    private final Map<String, Plan> plans =
            new LinkedHashMap<>(PLANS_MAX, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
                    return size() > PLANS_MAX;
                }
            };

    Plan get(String sql, ReadView view) {
        Plan found;
        synchronized (plans) {
            found = plans.get(sql);
        }
        if (found != null && found.isCurrent(view)) {
            return found;
        }
        Plan plan = Planning.plan(sql, new Catalog(view));
        if (sql.length() <= LENGTH_MAX) {
            synchronized (plans) {
                plans.put(sql, plan);
            }
        }
        return plan;
    }
}
