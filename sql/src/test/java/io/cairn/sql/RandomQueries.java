package io.cairn.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Queries of two tables, a and b, with columns id, x (integers), y (a fraction), s (a text) and t
 * (a truth value), all of which may be NULL but the first.
 */
final class RandomQueries {

    private static final String[] TEXTS = {"'a'", "'ab'", "'b'", "'abc'", "''", "'Ab'"};
    private static final String[] PATTERNS = {"'a%'", "'%b'", "'_b%'", "'%'", "'a'", "'%b%c'"};
    private static final String[] COMPARISONS = {"=", "<>", "<", "<=", ">", ">="};

    private final SplittableRandom random;
    private int aliases;

    RandomQueries(SplittableRandom random) {
        this.random = random;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String column(List<String> scope, String name) {
        return scope.get(random.nextInt(scope.size())) + "." + name;
    }

    String number(List<String> scope, int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 4)) {
            case 0, 1 -> column(scope, "x");
            case 2 -> column(scope, "id");
            case 3 -> String.valueOf(random.nextInt(-3, 8));
            case 4 -> "(" + number(scope, depth - 1) + " + " + number(scope, depth - 1) + ")";
            case 5 -> "(" + number(scope, depth - 1) + " - " + number(scope, depth - 1) + ")";
            case 6 -> "(" + number(scope, depth - 1) + " * " + random.nextInt(-2, 3) + ")";
            case 7 -> "(" + number(scope, depth - 1) + " / " + random.nextInt(1, 4) + ")";
            case 8 -> "MOD(" + number(scope, depth - 1) + ", " + random.nextInt(2, 4) + ")";
            case 9 ->
                    "CASE WHEN "
                            + truth(scope, depth - 1)
                            + " THEN "
                            + number(scope, depth - 1)
                            + " ELSE "
                            + number(scope, depth - 1)
                            + " END";
            case 10 -> "COALESCE(" + number(scope, depth - 1) + ", " + number(scope, 0) + ")";
            case 11 -> scalar(scope, depth);
            default -> "ABS(" + number(scope, depth - 1) + ")";
        };
    }

    private String scalar(List<String> scope, int depth) {
        String alias = "r" + aliases++;
        List<String> both = new ArrayList<>(scope);
        both.add(alias);
        return "(SELECT "
                + pick("MAX", "MIN", "COUNT", "SUM")
                + "("
                + number(List.of(alias), depth - 1)
                + ") FROM "
                + pick("a", "b")
                + " "
                + alias
                + " WHERE "
                + truth(both, depth - 1)
                + ")";
    }

    String fraction(List<String> scope, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0 -> column(scope, "y");
            case 1 -> "CAST(" + random.nextInt(-4, 9) * 0.25 + " AS DOUBLE PRECISION)";
            case 2 -> "(" + fraction(scope, depth - 1) + " * " + number(scope, depth - 1) + ")";
            case 3 -> "(" + number(scope, depth - 1) + " + " + fraction(scope, depth - 1) + ")";
            default -> "(" + fraction(scope, depth - 1) + " / 2)";
        };
    }

    String text(List<String> scope, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 3)) {
            case 0, 1 -> column(scope, "s");
            case 2 -> pick(TEXTS);
            case 3 -> "(" + text(scope, depth - 1) + " || " + text(scope, depth - 1) + ")";
            case 4 -> "UPPER(" + text(scope, depth - 1) + ")";
            case 5 -> "SUBSTRING(" + text(scope, depth - 1) + " FROM 2)";
            default -> "COALESCE(" + text(scope, depth - 1) + ", 'none')";
        };
    }

    String truth(List<String> scope, int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(6)) {
                case 0 -> column(scope, "t");
                case 1 -> column(scope, "id") + " " + pick(COMPARISONS) + " " + random.nextInt(25);
                case 2 -> column(scope, "x") + " " + pick(COMPARISONS) + " " + random.nextInt(8);
                case 3 -> column(scope, "s") + " " + pick(COMPARISONS) + " " + pick(TEXTS);
                case 4 -> column(scope, pick("x", "y", "s", "t")) + " IS NULL";
                default -> column(scope, "s") + " LIKE " + pick(PATTERNS);
            };
        }
        return switch (random.nextInt(15)) {
            case 0, 1 -> "(" + truth(scope, depth - 1) + " AND " + truth(scope, depth - 1) + ")";
            case 2, 3 -> "(" + truth(scope, depth - 1) + " OR " + truth(scope, depth - 1) + ")";
            case 4 -> "NOT (" + truth(scope, depth - 1) + ")";
            case 5 -> number(scope, 1) + " " + pick(COMPARISONS) + " " + number(scope, 1);
            case 6 -> fraction(scope, 1) + " " + pick(COMPARISONS) + " " + number(scope, 1);
            case 7 -> text(scope, 1) + " " + pick(COMPARISONS) + " " + text(scope, 1);
            case 8 ->
                    number(scope, 1)
                            + pick(" BETWEEN ", " NOT BETWEEN ")
                            + random.nextInt(5)
                            + " AND "
                            + random.nextInt(4, 12);
            case 9 ->
                    column(scope, "x")
                            + pick(" IN ", " NOT IN ")
                            + "(1, 3, "
                            + pick("5", "NULL", "7")
                            + ")";
            case 10 ->
                    "("
                            + truth(scope, depth - 1)
                            + ") IS "
                            + pick("TRUE", "NOT TRUE", "FALSE", "NOT FALSE");
            case 11 ->
                    text(scope, 0)
                            + pick(" IN ", " NOT IN ")
                            + "("
                            + pick(TEXTS)
                            + ", "
                            + pick(TEXTS)
                            + ")";
            case 12 ->
                    "COALESCE("
                            + column(scope, "s")
                            + ", 'a') = CASE WHEN "
                            + truth(scope, 0)
                            + " THEN 'a' ELSE 'abc' END";
            default -> subquery(scope, depth);
        };
    }

    private String subquery(List<String> scope, int depth) {
        String alias = "q" + aliases++;
        List<String> inner = List.of(alias);
        List<String> both = new ArrayList<>(scope);
        both.add(alias);
        String from = " FROM " + pick("a", "b") + " " + alias + " WHERE ";
        String where = random.nextBoolean() ? truth(inner, depth - 1) : truth(both, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> pick("", "NOT ") + "EXISTS (SELECT 1" + from + where + ")";
            case 1 ->
                    number(scope, 0)
                            + pick(" IN ", " NOT IN ")
                            + "(SELECT "
                            + number(inner, 1)
                            + from
                            + where
                            + ")";
            case 2 ->
                    text(scope, 0)
                            + pick(" IN ", " NOT IN ")
                            + "(SELECT "
                            + text(inner, 0)
                            + from
                            + where
                            + ")";
            default ->
                    number(scope, 0)
                            + " "
                            + pick(COMPARISONS)
                            + " (SELECT "
                            + pick("MAX", "MIN", "COUNT", "SUM")
                            + "("
                            + alias
                            + ".x)"
                            + from
                            + where
                            + ")";
        };
    }

    private String from(List<String> scope) {
        StringBuilder from = new StringBuilder();
        int tables = random.nextInt(1, 4);
        for (int i = 0; i < tables; i++) {
            String alias = "t" + i;
            String table = pick("a", "b");
            if (i == 0) {
                from.append(table(table)).append(' ').append(alias);
                scope.add(alias);
                continue;
            }
            String join =
                    pick(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " LEFT JOIN ", " CROSS JOIN ");
            from.append(join).append(table(table)).append(' ').append(alias);
            String before = scope.get(random.nextInt(scope.size()));
            scope.add(alias);
            if (!join.contains("CROSS")) {
                from.append(" ON ").append(on(before, alias, scope));
            }
        }
        return from.toString();
    }

    private String table(String name) {
        String where = " WHERE " + truth(List.of(name), 1);
        return switch (random.nextInt(8)) {
            case 0 -> "(SELECT * FROM " + name + where + ")";
            case 1 ->
                    "(SELECT x AS id, MAX(id) AS x, SUM(y) AS y, MIN(s) AS s, MAX(t) AS t FROM "
                            + name
                            + where
                            + " GROUP BY x)";
            case 2 ->
                    "(SELECT id, x, y, s, t FROM "
                            + name
                            + where
                            + " UNION ALL SELECT id + 1, x, y, s, t FROM a)";
            case 3 -> "(SELECT id, x + 1 AS x, y, s, t FROM " + name + " ORDER BY id LIMIT 7)";
            default -> name;
        };
    }

    private String on(String before, String alias, List<String> scope) {
        String key =
                before + "." + pick("x", "id", "x") + " = " + alias + "." + pick("x", "id", "y");
        return switch (random.nextInt(4)) {
            case 0 -> key;
            case 1 -> key + " AND " + truth(scope, 0);
            case 2 -> before + ".s = " + alias + ".s AND " + truth(List.of(alias), 0);
            default -> before + ".x < " + alias + ".x AND " + truth(List.of(before), 0);
        };
    }

    String query() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> grouped();
            case 2 -> random.nextBoolean() ? sets() : byKey();
            default -> plain();
        };
    }

    private String plain() {
        List<String> scope = new ArrayList<>();
        String from = from(scope);
        List<String> items =
                List.of(
                        number(scope, 2) + " AS c1",
                        text(scope, 1) + " AS c2",
                        fraction(scope, 1) + " AS c3",
                        "CASE WHEN " + truth(scope, 1) + " THEN 1 ELSE 0 END AS c4");
        List<String> chosen = items.subList(0, random.nextInt(1, 5));
        return "SELECT "
                + pick("", "", "DISTINCT ")
                + String.join(", ", chosen)
                + " FROM "
                + from
                + " WHERE "
                + truth(scope, random.nextInt(4))
                + order(chosen.size());
    }

    /** Orders by all columns, so that a LIMIT has one right answer. */
    private String order(int columns) {
        if (random.nextBoolean()) {
            return "";
        }
        List<String> by =
                IntStream.rangeClosed(1, columns)
                        .mapToObj(i ->
                                i + pick("", " DESC", " ASC", " NULLS LAST", " DESC NULLS FIRST"))
                        .toList();
        return " ORDER BY "
                + String.join(", ", by)
                + pick("", " LIMIT 5", " LIMIT 3 OFFSET 2", " LIMIT 0");
    }

    private String grouped() {
        List<String> scope = new ArrayList<>();
        String from = from(scope);
        String key = pick(column(scope, "x"), column(scope, "s"), column(scope, "t"));
        String values =
                "COUNT(*) AS n, SUM("
                        + number(scope, 1)
                        + ") AS m, MIN("
                        + text(scope, 0)
                        + ") AS o, "
                        + "COUNT(DISTINCT "
                        + column(scope, "x")
                        + ") AS p, AVG("
                        + fraction(scope, 0)
                        + ") AS q, MAX("
                        + column(scope, "y")
                        + ") AS r";
        String where = " WHERE " + truth(scope, random.nextInt(3));
        if (random.nextInt(4) == 0) {
            return "SELECT " + values + " FROM " + from + where;
        }
        return "SELECT "
                + key
                + " AS k, "
                + values
                + " FROM "
                + from
                + where
                + " GROUP BY "
                + key
                + pick(
                        "",
                        " HAVING COUNT(*) > 1",
                        " HAVING MAX(" + scope.getFirst() + ".x) > 2",
                        " HAVING COUNT(*) > (SELECT MIN(x) FROM b)");
    }

    /** Orders by the columns of an index, of which one may be known, and then by the key. */
    private String byIndex() {
        List<String> scope = List.of("t0");
        String where =
                pick(
                        "t0.s = " + pick(TEXTS),
                        "t0.s >= " + pick(TEXTS),
                        "t0.x = " + random.nextInt(8),
                        "t0.x > " + random.nextInt(6),
                        "t0.x < " + random.nextInt(8) + " AND t0.s = " + pick(TEXTS),
                        "t0.x IN (1, 3, 5)");
        String direction = pick("", "", " DESC", " DESC", " NULLS LAST", " DESC NULLS FIRST");
        return "SELECT t0.x AS c1, t0.s AS c2, t0.id AS c3 FROM "
                + pick("a", "b")
                + " t0 WHERE "
                + where
                + pick("", " AND " + truth(scope, 1))
                + " ORDER BY "
                + pick("1" + direction + ", 3", "2" + direction + ", 1" + direction + ", 3", "2, 3")
                + pick("", " DESC")
                + pick("", " LIMIT 4", " LIMIT 4 OFFSET 3");
    }

    private String byKey() {
        if (random.nextBoolean()) {
            return byIndex();
        }
        List<String> scope = List.of("t0");
        return "SELECT t0.id AS c1, "
                + number(scope, 1)
                + " AS c2 FROM "
                + pick("a", "b")
                + " t0 WHERE "
                + truth(scope, random.nextInt(3))
                + " ORDER BY 1"
                + pick("", ", 2 DESC", " DESC")
                + pick("", " LIMIT 4", " LIMIT 4 OFFSET 3");
    }

    private String sets() {
        return side() + pick(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT ") + side();
    }

    private String side() {
        List<String> scope = List.of("t0");
        return "SELECT "
                + number(scope, 1)
                + " AS c1, "
                + text(scope, 0)
                + " AS c2 FROM "
                + pick("a", "b")
                + " t0 WHERE "
                + truth(scope, 1);
    }
}
