package io.cairn.ipc.server.dialect;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.compat.sochdb.DialectCode;
import io.cairn.config.Durability;
import io.cairn.config.StrictJson;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.WireReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Reads the requests of one connection and says how each is carried out. A payload is read
 * completely before anything happens. Used on the connection's own thread; tasks that wait run on
 * another one, never two at once.
 */
final class Requests {

    private final Database database;
    private final boolean writesWait;
    private final DialectSetup setup;
    private final Answers answers;
    private final OrderedDialect layout;
    private final BooleanSupplier closed;
    private final OpenTransactions transactions;
    private final TableSchemas schemas;

    Requests(DialectSetup setup, Answers answers, OrderedDialect layout, BooleanSupplier closed) {
        this.database = setup.served().database();
        this.writesWait = setup.served().durability() == Durability.SYNC;
        this.setup = setup;
        this.answers = answers;
        this.layout = layout;
        this.closed = closed;
        this.transactions = new OpenTransactions(database, setup.transactionsMax());
        this.schemas = new TableSchemas(database);
    }

    void abortTransactions() {
        transactions.abortAll();
    }

    Task read(int opcode, WireReader in) {
        return switch (opcode) {
            case DialectCode.PUT -> put(layout.readPut(in));
            case DialectCode.GET -> get(layout.readKey(in));
            case DialectCode.DELETE -> delete(layout.readKey(in));
            case DialectCode.BEGIN ->
                    now(out -> answers.number(out, DialectCode.TXN_ID, transactions.begin()));
            case DialectCode.COMMIT -> commit(in.u64());
            case DialectCode.ABORT -> abort(in.u64());
            case DialectCode.QUERY -> query(layout.readQuery(in));
            case DialectCode.CREATE_TABLE -> createTable(TableSchema.decode(in));
            case DialectCode.PUT_PATH -> put(new Entry(path(in), in.rest()));
            case DialectCode.GET_PATH -> get(path(in));
            case DialectCode.SCAN -> scan(Bytes.utf8(Fields.utf8(in.rest(), "prefix")));
            case DialectCode.CHECKPOINT -> checkpoint();
            case DialectCode.STATS ->
                    later(out -> answers.bytes(out, DialectCode.STATS_RESP, counters()));
            case DialectCode.PING ->
                    now(out -> answers.number(out, DialectCode.PONG, System.currentTimeMillis()));
            case DialectCode.EXECUTE_SQL ->
                    throw new UnsupportedRequestException("SQL is not available over this socket");
            default ->
                    throw new InvalidArgumentException("Unknown opcode: 0x%02x".formatted(opcode));
        };
    }

    private Task put(Entry entry) {
        Fields.storable(entry.key());
        return write(out -> {
            database.put(entry.key(), entry.value());
            answers.empty(out, DialectCode.OK);
        });
    }

    private Task get(byte[] key) {
        return now(out -> {
            byte[] value = database.get(key);
            if (value == null) {
                answers.empty(out, DialectCode.VALUE);
            } else {
                answers.value(out, value);
            }
        });
    }

    private Task delete(byte[] key) {
        return write(out -> {
            database.delete(key);
            answers.empty(out, DialectCode.OK);
        });
    }

    private Task commit(long id) {
        OpenTransactions.Ending ending = transactions.end(id);
        return write(out -> answers.number(out, DialectCode.TXN_ID, ending.commit()));
    }

    private Task abort(long id) {
        OpenTransactions.Ending ending = transactions.end(id);
        return now(out -> {
            ending.abort();
            answers.empty(out, DialectCode.OK);
        });
    }

    private Task query(QueryRequest query) {
        return later(out -> {
            int mark = answers.beginValue(out);
            int bytesMax = answers.valueBytesMax();
            new RowQuery(database, schemas, query, bytesMax, closed).write(out);
            answers.endValue(out, mark);
        });
    }

    private Task createTable(TableSchema schema) {
        return later(out -> {
            schemas.create(schema);
            answers.empty(out, DialectCode.OK);
        });
    }

    private Task scan(byte[] prefix) {
        return later(out -> {
            int mark = answers.beginValue(out);
            EntryList.write(database, prefix, out, answers.valueBytesMax(), closed);
            answers.endValue(out, mark);
        });
    }

    private Task checkpoint() {
        return later(out -> {
            database.checkpoint();
            answers.empty(out, DialectCode.OK);
        });
    }

    /** Returns all counters as a JSON object; where both have one, the database's is taken. */
    private byte[] counters() {
        Map<String, Long> counters = new TreeMap<>(setup.serverCounters().get());
        counters.putAll(database.stats().counters());
        counters.replaceAll((name, value) -> Math.max(0, value));
        return Bytes.utf8(StrictJson.write(counters));
    }

    private static byte[] path(WireReader in) {
        List<String> segments = Fields.shortTexts(in, "segment");
        if (segments.isEmpty()) {
            throw new InvalidArgumentException("a path has no segments", "argument", "path");
        }
        String[] more = segments.subList(1, segments.size()).toArray(String[]::new);
        return KeyPath.of(segments.getFirst(), more).toKey();
    }

    private Task write(Task.Body body) {
        return new Task(writesWait, body);
    }

    private static Task now(Task.Body body) {
        return new Task(false, body);
    }

    private static Task later(Task.Body body) {
        return new Task(true, body);
    }
}
