package io.cairn.ipc.server.dialect;

import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.bytes.Bytes;
import io.cairn.compat.sochdb.ColumnType;
import io.cairn.compat.sochdb.TableColumn;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.toon.ToonStyle;
import io.cairn.toon.ToonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers one QUERY. A first walk counts the rows and finds the columns and the length of the
 * reply, a second one over the same snapshot writes it: nothing but the reply and one row is held
 * in memory. Used once, by one thread.
 *
 * <p>Rows come in the order of their keys. Columns come in the order asked for, else in that of the
 * registered table, else in the order in which the rows first have them. A row that has none of the
 * columns is left out, and is not counted by limit and offset.
 */
final class RowQuery {

    private static final String RESULT = "result";
    private static final byte[] NULL = Bytes.utf8("\u2205");

    private final Database database;
    private final TableSchemas schemas;
    private final QueryRequest query;
    private final int bytesMax;
    private final BooleanSupplier closed;

    /** The places of the columns, and with a registered table their types. */
    private final Map<String, Integer> places = new HashMap<>();

    private final List<String> columns = new ArrayList<>();
    private final Map<String, ColumnType> types = new HashMap<>();
    private boolean columnsGiven;
    private String prefix;

    private long rows;
    private long cells;
    private long cellBytes;
    private long nameBytes;

    RowQuery(
            Database database,
            TableSchemas schemas,
            QueryRequest query,
            int bytesMax,
            BooleanSupplier closed) {
        this.database = database;
        this.schemas = schemas;
        this.query = query;
        this.bytesMax = bytesMax;
        this.closed = closed;
        this.prefix = query.prefix();
    }

    void write(WireWriter out) {
        try (Snapshot view = database.snapshot()) {
            chooseColumns(view);
            measure(view);
            if (rows == 0) {
                out.raw(Bytes.utf8(ToonWriter.NO_ROWS));
                return;
            }
            checkSize(rows * columns.size());
            int start = out.position();
            StringBuilder header = new StringBuilder();
            new ToonWriter(header, ToonStyle.REPLY).header(RESULT, rows, columns);
            out.raw(Bytes.utf8(header.toString()));
            writeRows(view, out);
            if (out.position() - start > bytesMax) {
                throw Fields.resultTooLarge(bytesMax);
            }
        }
    }

    private void chooseColumns(ReadView view) {
        int slash = prefix.indexOf('/');
        TableSchema table = schemas.find(view, slash < 0 ? prefix : prefix.substring(0, slash));
        if (table != null) {
            prefix = slash < 0 ? prefix + "/" : prefix;
            for (TableColumn column : table.columns()) {
                types.put(column.name(), column.type());
                if (query.columns().isEmpty()) {
                    addColumn(column.name());
                }
            }
        }
        for (String column : query.columns()) {
            if (table != null && !types.containsKey(column)) {
                throw new InvalidArgumentException(
                        "the table has no such column", "table", table.name(), "column", column);
            }
            addColumn(column);
        }
        columnsGiven = table != null || !query.columns().isEmpty();
    }

    private void addColumn(String column) {
        places.put(column, columns.size());
        columns.add(column);
        nameBytes += column.length() + 1;
    }

    private void measure(ReadView view) {
        Walk walk = new Walk();
        try (RowCells at = new RowCells(view, Bytes.utf8(prefix), closed)) {
            while (at.next()) {
                String column = at.column();
                if (walk.skips(at, column)) {
                    continue;
                }
                if (walk.isPast()) {
                    break;
                }
                if (walk.isWanted()) {
                    if (!places.containsKey(column)) {
                        addColumn(column);
                    }
                    cells++;
                    cellBytes += cell(at, column).length;
                    rows = walk.row - query.offset() + 1;
                    checkSize(cells);
                }
            }
        }
    }

    private void writeRows(ReadView view, WireWriter out) {
        Walk walk = new Walk();
        byte[] @Nullable [] row = new byte[columns.size()] @Nullable [];
        boolean pending = false;
        boolean laterRow = false;
        try (RowCells at = new RowCells(view, Bytes.utf8(prefix), closed)) {
            while (at.next()) {
                String column = at.column();
                if (walk.skips(at, column)) {
                    continue;
                }
                if (pending && walk.isFirstCell()) {
                    writeRow(row, laterRow, out);
                    laterRow = true;
                    pending = false;
                }
                if (walk.isPast()) {
                    break;
                }
                Integer place = places.get(column);
                if (walk.isWanted() && place != null) {
                    row[place] = cell(at, column);
                    pending = true;
                }
            }
        }
        if (pending) {
            writeRow(row, laterRow, out);
        }
    }

    /** Writes a row and empties it. */
    private static void writeRow(byte[] @Nullable [] row, boolean laterRow, WireWriter out) {
        if (laterRow) {
            out.u8(ToonWriter.ROW_SEPARATOR);
        }
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                out.u8(ToonWriter.CELL_SEPARATOR);
            }
            byte @Nullable [] cell = row[i];
            out.raw(cell == null ? NULL : cell);
        }
        Arrays.fill(row, null);
    }

    private byte[] cell(RowCells at, String column) {
        if (at.valueLength() > bytesMax) {
            throw Fields.resultTooLarge(bytesMax);
        }
        return Bytes.utf8(CellText.of(at.value(), types.get(column)));
    }

    /**
     * Checks the length of a reply that has so many cells, those that are null included. The quotes
     * of names do not count.
     */
    private void checkSize(long allCells) {
        long nulls = (allCells - cells) * NULL.length;
        if (nameBytes + cellBytes + nulls + allCells > bytesMax) {
            throw Fields.resultTooLarge(bytesMax);
        }
    }

    /** Counts the rows that a walk meets. */
    private final class Walk {

        /** The number of the row, from 0 on; rows that are left out have none. */
        private long row = -1;

        private boolean rowBegins;
        private boolean firstCell;

        /** Takes in the next cell; tells whether its column is none of those asked for. */
        private boolean skips(RowCells at, String column) {
            rowBegins |= at.startsRow();
            if (columnsGiven && !places.containsKey(column)) {
                return true;
            }
            firstCell = rowBegins;
            if (rowBegins) {
                row++;
                rowBegins = false;
            }
            return false;
        }

        /** Tells whether the cell is the first of its row that was not skipped. */
        private boolean isFirstCell() {
            return firstCell;
        }

        private boolean isWanted() {
            return row >= query.offset();
        }

        private boolean isPast() {
            return query.limit() > 0 && row - query.offset() >= query.limit();
        }
    }
}
