package io.cairn.sql;

import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another database that is asked the same. Whoever opened it closes it. */
final class Oracle implements AutoCloseable {

    private static final MathContext DIGITS = new MathContext(9);

    /** By the numbers of its columns; a part of the query may have another order. */
    private static final Pattern ORDERED = Pattern.compile(" ORDER BY \\d");

    private final Connection connection;

    Oracle() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Returns the rows as texts; in their order when the query has one, else sorted. */
    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(row.toString());
            }
        }
        return sorted(rows, sql);
    }

    static List<String> rows(SqlResult result, String sql) {
        List<String> rows = new ArrayList<>();
        for (SqlRow row : result) {
            rows.add(row.asMap().values().stream().map(Oracle::text).toList().toString());
        }
        return sorted(rows, sql);
    }

    private static List<String> sorted(List<String> rows, String sql) {
        if (!ORDERED.matcher(sql).find()) {
            rows.sort(null);
        }
        return rows;
    }

    /** Writes numbers alike, whatever their type is. */
    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Number n -> {
                BigDecimal rounded = new BigDecimal(n.toString()).round(DIGITS);
                yield rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
            }
            case Boolean truth -> truth.toString();
            default -> "'" + value + "'";
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
