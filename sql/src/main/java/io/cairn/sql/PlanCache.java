package io.cairn.sql;

import io.cairn.api.ReadView;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plans of the last statements, so that the same text is planned once. Thread-safe. */
final class PlanCache {

    private static final int PLANS_MAX = 256;
    private static final int LENGTH_MAX = 4_096;

    private static final String SMALL =
            "SELECT COUNT(*) FROM (VALUES (1), (2)) AS t(x) WHERE x IN (SELECT 1) GROUP BY x";

    private static volatile boolean planned;

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
        if (!planned && sql.length() > LENGTH_MAX) {
            // Were the stack to overflow while Calcite's classes are made ready, they never would
            // be.
            Planning.plan(SMALL, new Catalog(view));
        }
        Plan plan = Planning.plan(sql, new Catalog(view));
        planned = true;
        if (sql.length() <= LENGTH_MAX) {
            synchronized (plans) {
                plans.put(sql, plan);
            }
        }
        return plan;
    }
}
