package io.cairn.compat.sochdb.embedded;

import io.cairn.Cairn;
import io.cairn.api.Snapshot;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.layer.sql.SqlResult;
import io.cairn.toon.ToonLine;
import io.cairn.toon.ToonTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open database under the names of SochDB's. Thread-safe. Whoever opened it closes it; after
 * that every call throws {@link DatabaseError}.
 *
 * <p>Each put and delete is a transaction of its own and is on disk when it returns. For several
 * that belong together use {@link #withTransaction} or {@link #transaction}.
 */
public final class Database extends KeyValues implements AutoCloseable {

    private static final String ENGINE = "rocksdb";

    private final io.cairn.api.Database db;

    private final Sql sql;

    private Database(io.cairn.api.Database db) {
        this.db = db;
        this.sql = new Sql(db);
    }

    /**
     * Opens a database that RocksDB keeps in a directory; the library {@code cairn-storage-rocksdb}
     * must be there at run time.
     *
     * @param path the directory, made when it is missing
     * @return the database; the caller closes it
     * @throws DatabaseError when it is open elsewhere, is damaged, or cannot be made or read
     */
    public static Database open(Path path) {
        CairnConfig config = CairnConfig.of(ENGINE, Map.of("path", path));
        return new Database(Translated.call(() -> Cairn.open(config)));
    }

    /**
     * Gives a database that was opened by {@link Cairn} these names: one in memory, one with other
     * settings, or one of a server.
     *
     * @param db the database; it is closed when this one is
     * @return the database under SochDB's names
     */
    public static Database of(io.cairn.api.Database db) {
        return new Database(Objects.requireNonNull(db, "db"));
    }

    /**
     * Begins a transaction, which reads the state of now.
     *
     * @return the transaction; the caller ends or closes it
     */
    public Transaction transaction() {
        return new Transaction(Translated.call(() -> db.begin()), sql);
    }

    /**
     * Runs a block in a transaction: commits when the block returns, aborts when it throws. A block
     * may end the transaction itself. It runs once; see {@link TransactionError} for what to do
     * when others were faster.
     *
     * @param block the work
     * @param <X> what the block may throw
     * @throws X when the block throws it; nothing was written
     * @throws TransactionError when the commit conflicts, or the transaction failed inside the
     *     block; nothing was written
     */
    public <X extends Exception> void withTransaction(TransactionBlock<X> block) throws X {
        Objects.requireNonNull(block, "block");
        try (Transaction txn = transaction()) {
            block.run(txn);
            if (!txn.wasEnded()) {
                txn.commit();
            }
        }
    }

    /**
     * Runs an SQL statement in a transaction of its own; the library {@code io.cairn:cairn-sql}
     * must be there at run time.
     *
     * @param statement one statement
     * @return rows, or how many were changed
     * @throws DatabaseError when the statement is wrong, not supported, or breaks a constraint, or
     *     the library is missing
     * @throws TransactionError when others were faster again and again
     */
    public SqlResult executeSql(String statement) {
        Objects.requireNonNull(statement, "statement");
        return Translated.call(() -> sql.execute(db, statement));
    }

    /**
     * Does the same as {@link #executeSql}.
     *
     * @param statement one statement
     * @return rows, or how many were changed
     */
    public SqlResult execute(String statement) {
        return executeSql(statement);
    }

    /**
     * Forces everything committed so far to disk and shortens the log.
     *
     * @return a log sequence number at least as high as that of every commit that returned before
     */
    public long checkpoint() {
        return Translated.call(() -> db.checkpoint());
    }

    /**
     * Reads the counters: {@code keys_count}, {@code bytes_written}, {@code bytes_read}, {@code
     * transactions_committed}, {@code transactions_aborted}, {@code queries_executed}, {@code
     * cache_hits}, {@code cache_misses}, {@code memtable_size_bytes}, {@code wal_size_bytes},
     * {@code last_checkpoint_lsn} and others of {@link io.cairn.api.Stats}. Everything up to {@code
     * last_checkpoint_lsn} is in what a checkpoint has written. {@code queries_executed} counts the
     * SQL statements that were run through this object, failed ones too. {@code keys_count} is an
     * estimate, which counts keys that were written several times as more, unless {@code
     * keys_count_exact} is 1.
     *
     * @return values by name, unmodifiable
     */
    public Map<String, Long> stats() {
        return Translated.call(() -> sql.counted(db.stats().counters()));
    }

    /** Closes the database; open transactions are aborted. Calling it again does nothing. */
    @Override
    public void close() {
        Translated.run(db::close);
    }

    /**
     * Writes records as one line of TOON, with all the fields that they have.
     *
     * @param table the table's name
     * @param records the records, whose values are null or scalars as {@link ToonTable} lists them
     * @return the line, such as {@code users[2]{id,name}:1,Alice;2,Bob}; the fields are in the
     *     order in which the records first have them
     * @throws io.cairn.error.InvalidArgumentException when a value is not a scalar, or is a
     *     fraction without a value, as NaN is
     * @throws io.cairn.error.LimitException when a number has more than 400 characters
     */
    public static String toToon(String table, List<Map<String, @Nullable Object>> records) {
        return ToonLine.encode(ToonTable.of(table, records));
    }

    /**
     * Writes some fields of records as one line of TOON.
     *
     * @param table the table's name
     * @param records the records, whose values are null or scalars as {@link ToonTable} lists them
     * @param fields the fields in the order wanted; one that a record lacks is null
     * @return the line
     * @throws io.cairn.error.InvalidArgumentException when a field is given twice, a value is not a
     *     scalar, or is a fraction without a value, as NaN is
     * @throws io.cairn.error.LimitException when a number has more than 400 characters
     */
    // The checker does not see, in class files of other modules, that a value of a row may be null.
    @SuppressWarnings("NullAway")
    public static String toToon(
            String table, List<Map<String, @Nullable Object>> records, List<String> fields) {
        return ToonLine.encode(new ToonTable(table, fields, records));
    }

    /**
     * Reads one line of TOON. What {@link #toToon} wrote is read back as it was, types included.
     *
     * @param toon the line
     * @return the table's name, fields and rows
     * @throws io.cairn.error.InvalidArgumentException when it is malformed; the context has the
     *     position
     * @throws io.cairn.error.LimitException when it is too large
     */
    public static ToonTable fromToon(String toon) {
        return ToonLine.decode(toon);
    }

    @Override
    WriteView view() {
        return db;
    }

    @Override
    Entries inBatches(KeyRange range, int batchSize) {
        Snapshot snapshot = db.snapshot();
        return Entries.inBatches(snapshot, range, batchSize, snapshot::close);
    }
}
