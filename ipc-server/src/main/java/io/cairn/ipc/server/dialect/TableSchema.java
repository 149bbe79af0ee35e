package io.cairn.ipc.server.dialect;

import io.cairn.bytes.Bytes;
import io.cairn.compat.sochdb.ColumnType;
import io.cairn.compat.sochdb.TableColumn;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table that CREATE_TABLE registered: the columns below one first segment. Immutable.
 *
 * <pre>
 * on the wire  name_len u16 | name | columns
 * stored       columns
 * columns      ncols u16 | ncols x ( len u16 | name | type u8 | nullable u8 )
 * </pre>
 *
 * @param name the first segment of its paths
 * @param columns its columns, in their order
 */
record TableSchema(String name, List<TableColumn> columns) {

    TableSchema {
        columns = List.copyOf(columns);
    }

    /** Reads the payload of CREATE_TABLE; bytes after it are ignored. */
    static TableSchema decode(WireReader in) {
        String name = Fields.shortText(in, "table");
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new InvalidArgumentException(
                    "a table's name must be one segment of a path, not empty and without '/'",
                    "table",
                    name);
        }
        return new TableSchema(name, columns(in));
    }

    static TableSchema ofStored(String name, byte[] stored) {
        return new TableSchema(name, columns(new WireReader(ByteBuffer.wrap(stored))));
    }

    byte[] stored() {
        WireWriter out = new WireWriter(64);
        out.u16(columns.size());
        for (TableColumn column : columns) {
            byte[] text = Bytes.utf8(column.name());
            out.u16(text.length);
            out.raw(text);
            out.u8(column.type().ordinal());
            out.flag(column.nullable());
        }
        byte[] stored = new byte[out.position()];
        out.buffer().get(0, stored);
        return stored;
    }

    private static List<TableColumn> columns(WireReader in) {
        int count = in.u16();
        List<TableColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = Fields.shortText(in, "column");
            int number = in.u8();
            boolean nullable = in.u8() != 0;
            ColumnType type = ColumnType.of(number);
            if (type == null) {
                throw new InvalidArgumentException(
                        "there is no column type with this number", "column", name, "type", number);
            }
            if (!names.add(name)) {
                throw new InvalidArgumentException("a column is given twice", "column", name);
            }
            columns.add(new TableColumn(name, type, nullable));
        }
        return columns;
    }
}
