package io.cairn.tidy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order of core's packages: each may know only those of a lower rank.
 *
 * @param base the package that they live in
 */
record PackageRanks(String base) {
    /** By the first name after the base; packages of one rank do not know each other. */
    private static final Map<String, Integer> RANKS =
            Map.ofEntries(
                    Map.entry("error", 0),
                    Map.entry("bytes", 1),
                    Map.entry("config", 2),
                    Map.entry("filter", 2),
                    Map.entry("engine", 3),
                    Map.entry("api", 4),
                    Map.entry("txn", 4),
                    Map.entry("occ", 4),
                    Map.entry("argument", 5),
                    Map.entry("mode", 5),
                    Map.entry("local", 6),
                    Map.entry("", 7));

    /** What the ranks alone would allow and the design does not. */
    private static final Map<String, List<String>> FORBIDDEN = Map.of("api", List.of("engine"));

    /** Describes every dependency that breaks the order, sorted. */
    List<String> breaches(JavaClasses classes) {
        var breaches = new TreeSet<String>();
        for (JavaClass from : classes) {
            if (!isOurs(from)) {
                continue;
            }
            if (!RANKS.containsKey(area(from))) {
                breaches.add(from.getPackageName() + " has no rank; give it one");
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(to) && !allowed(area(from), area(to))) {
                    breaches.add(dependency.getDescription());
                }
            }
        }
        return List.copyOf(breaches);
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
    }

    /** The first name after the base; empty for the base itself. */
    private String area(JavaClass type) {
        String rest = type.getPackageName().substring(base.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }

    private static boolean allowed(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        Integer target = RANKS.get(to);
        return target != null
                && target < RANKS.get(from)
                && !FORBIDDEN.getOrDefault(from, List.of()).contains(to);
    }
}
