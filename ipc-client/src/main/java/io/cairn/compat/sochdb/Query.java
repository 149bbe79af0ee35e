package io.cairn.compat.sochdb;

import io.cairn.error.InvalidArgumentException;
import io.cairn.toon.OfficialToon;
import io.cairn.toon.ToonLine;
import io.cairn.toon.ToonOptions;
import io.cairn.toon.ToonStyle;
import io.cairn.toon.ToonTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query under construction; made by {@link IpcClient#query}. A row is everything below the first
 * two segments of a path, a column what follows them. Not thread-safe.
 */
public final class Query {

    private final IpcClient client;
    private final String prefix;
    private int limit;
    private int offset;
    private List<String> columns = List.of();

    Query(IpcClient client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    /**
     * Bounds the number of rows.
     *
     * @param rows the most rows; 0 for all
     * @return this query
     */
    public Query limit(int rows) {
        limit = notNegative("limit", rows);
        return this;
    }

    /**
     * Leaves out rows at the beginning.
     *
     * @param rows how many
     * @return this query
     */
    public Query offset(int rows) {
        offset = notNegative("offset", rows);
        return this;
    }

    /**
     * Names the columns, instead of all that occur.
     *
     * @param names the columns in the order wanted
     * @return this query
     */
    public Query select(String... names) {
        return select(List.of(names));
    }

    /**
     * Names the columns, instead of all that occur.
     *
     * @param names the columns in the order wanted
     * @return this query
     */
    public Query select(List<String> names) {
        columns = List.copyOf(names);
        return this;
    }

    /**
     * Runs the query.
     *
     * @return the rows as one line of TOON, as the server wrote it
     * @throws InvalidArgumentException when the server refuses
     * @throws io.cairn.error.UnavailableException when the connection is lost
     */
    public String execute() {
        return client.query(prefix, limit, offset, columns);
    }

    /**
     * Runs the query and reads the rows. Cells are null, {@code Boolean}, {@code Long}, {@code
     * BigInteger}, {@code Double}, {@code String} or {@code byte[]}.
     *
     * @return the rows, each with all columns in their order; unmodifiable
     * @throws InvalidArgumentException when the server refuses, or its line is malformed
     * @throws io.cairn.error.UnavailableException when the connection is lost
     */
    public List<Map<String, @Nullable Object>> toList() {
        return table().rows();
    }

    /**
     * Runs the query and writes the rows in the official TOON format, by the optional library
     * jtoon.
     *
     * @return the rows as text of several lines
     * @throws io.cairn.error.UnsupportedRequestException when jtoon is missing
     * @throws InvalidArgumentException when the server refuses, or its line is malformed
     * @throws io.cairn.error.UnavailableException when the connection is lost
     */
    public String executeOfficial() {
        return OfficialToon.encode(table());
    }

    private ToonTable table() {
        return ToonLine.decode(execute(), ToonOptions.strict(ToonStyle.REPLY).lenient());
    }

    private static int notNegative(String what, int rows) {
        if (rows < 0) {
            throw new InvalidArgumentException(
                    "a number of rows must not be negative", "argument", what, "value", rows);
        }
        return rows;
    }
}
