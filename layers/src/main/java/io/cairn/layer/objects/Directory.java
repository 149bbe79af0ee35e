package io.cairn.layer.objects;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that say which objects are stored where, as the package comment draws them. Thread-safe;
 * each method is a transaction.
 */
final class Directory {

    private final Database database;
    private final Keyspace keyspace;
    private final Subspace objects;
    private final Subspace uploads;

    Directory(Database database, Keyspace keyspace, Subspace subspace) {
        this.database = database;
        this.keyspace = keyspace;
        objects = subspace.at(1);
        uploads = subspace.at(2);
    }

    /**
     * A key and its row.
     *
     * @param key the key
     * @param row the row
     */
    record Named(String key, DirectoryRow row) {}

    /**
     * What a commit found.
     *
     * @param written whether it wrote
     * @param previous the row that there was
     */
    record Committed(boolean written, @Nullable DirectoryRow previous) {}

    Database database() {
        return database;
    }

    @Nullable DirectoryRow find(String key) {
        return row(database.in(keyspace), key);
    }

    /** Finds a row in a view of the database. */
    @Nullable DirectoryRow find(ReadView view, String key) {
        return row(view.in(keyspace), key);
    }

    /** Returns rows in the order of their keys, from behind a key on. */
    List<Named> list(@Nullable String after, int limit) {
        KeyRange range = objects.range();
        KeyRange rest = after == null ? range : range.startingAfter(objects.key(after));
        List<Named> page = new ArrayList<>();
        try (Cursor cursor = database.in(keyspace).scan(rest, ScanOptions.all().limit(limit))) {
            while (cursor.next()) {
                String key = objects.unpack(cursor.key()).string(0);
                page.add(new Named(key, DirectoryRow.unpack(cursor.value(), key)));
            }
        }
        return page;
    }

    /** Takes note that chunks are being written, which no row names yet. */
    void begin(UUID token, long millis) {
        database.in(keyspace).put(uploads.key(token), Tuple.of(millis).pack());
    }

    /** Takes an upload back; false when it has become an object, or was taken back. */
    boolean end(UUID token) {
        return database.transact(tx -> {
            WriteView view = tx.in(keyspace);
            boolean there = view.exists(uploads.key(token));
            view.delete(uploads.key(token));
            return there;
        });
    }

    /**
     * Makes an object of what was written.
     *
     * @param replace whether it takes the place of another one
     * @param begun whether {@link #begin} was called
     * @param chunks writes more chunks in the same transaction, and removes those of the object
     *     that is replaced
     */
    Committed commit(
            String key,
            DirectoryRow row,
            boolean replace,
            boolean begun,
            BiConsumer<Transaction, @Nullable DirectoryRow> chunks) {
        return database.transact(tx -> {
            if (begun && !tx.in(keyspace).exists(uploads.key(row.token()))) {
                throw new TransactionStateException(
                        "the put was swept, as it had not ended for long; put the object again",
                        ObjectStatus.CONTEXT,
                        ObjectStatus.INVALID_WRITE,
                        "key",
                        key);
            }
            Committed committed = write(tx, key, row, replace, chunks);
            if (begun && committed.written()) {
                tx.in(keyspace).delete(uploads.key(row.token()));
            }
            return committed;
        });
    }

    /** Writes the row of an object, and its chunks, in a transaction. */
    Committed write(
            Transaction tx,
            String key,
            DirectoryRow row,
            boolean replace,
            BiConsumer<Transaction, @Nullable DirectoryRow> chunks) {
        WriteView view = tx.in(keyspace);
        DirectoryRow previous = row(view, key);
        if (previous != null && !replace) {
            return new Committed(false, previous);
        }
        chunks.accept(tx, previous);
        view.put(objects.key(key), row.pack());
        return new Committed(true, previous);
    }

    /**
     * Removes a row.
     *
     * @param chunks removes the chunks in the same transaction
     * @return the row that there was
     */
    @Nullable DirectoryRow remove(String key, BiConsumer<Transaction, DirectoryRow> chunks) {
        return database.transact(tx -> remove(tx, key, chunks));
    }

    /** Removes a row, and its chunks, in a transaction. */
    @Nullable DirectoryRow remove(
            Transaction tx, String key, BiConsumer<Transaction, DirectoryRow> chunks) {
        WriteView view = tx.in(keyspace);
        DirectoryRow row = row(view, key);
        if (row != null) {
            chunks.accept(tx, row);
            view.delete(objects.key(key));
        }
        return row;
    }

    /**
     * Removes a segment from the row of a version of an object, and the row with the last one.
     *
     * @param chunks removes the chunks in the same transaction
     */
    void drop(String key, UUID token, String segment, Consumer<Transaction> chunks) {
        database.transact(tx -> {
            WriteView view = tx.in(keyspace);
            DirectoryRow row = row(view, key);
            if (row == null || !row.token().equals(token)) {
                return false;
            }
            DirectoryRow rest = row.without(segment);
            if (rest.segments().isEmpty()) {
                view.delete(objects.key(key));
            } else {
                view.put(objects.key(key), rest.pack());
            }
            chunks.accept(tx);
            return true;
        });
    }

    /** Returns the uploads that began up to a time. */
    List<UUID> uploadsUntil(long millis) {
        List<UUID> tokens = new ArrayList<>();
        try (Cursor cursor = database.in(keyspace).scan(uploads.range())) {
            while (cursor.next()) {
                if (Tuple.unpack(cursor.value()).integer(0) <= millis) {
                    tokens.add(uploads.unpack(cursor.key()).uuid(0));
                }
            }
        }
        return tokens;
    }

    /** Returns the tokens of all objects and uploads, of one state. */
    Set<UUID> tokens() {
        return database.read(view -> {
            Set<UUID> tokens = new HashSet<>();
            try (Cursor cursor = view.in(keyspace).scan(objects.range())) {
                while (cursor.next()) {
                    String key = objects.unpack(cursor.key()).string(0);
                    tokens.add(DirectoryRow.unpack(cursor.value(), key).token());
                }
            }
            try (Cursor cursor = view.in(keyspace).scan(uploads.range())) {
                while (cursor.next()) {
                    tokens.add(uploads.unpack(cursor.key()).uuid(0));
                }
            }
            return tokens;
        });
    }

    private @Nullable DirectoryRow row(ReadView view, String key) {
        byte[] value = view.get(objects.key(key));
        return value == null ? null : DirectoryRow.unpack(value, key);
    }
}
