package io.cairn.layer.objects;

import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnsupportedRequestException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Puts objects. Thread-safe. */
final class ObjectWriter {

    private final Catalog catalog;
    private final InstantSource wallClock;

    ObjectWriter(Catalog catalog, InstantSource wallClock) {
        this.catalog = catalog;
        this.wallClock = wallClock;
    }

    PutResult put(String key, Parts parts, ReplicateConfig config, boolean replace) {
        ReentrantLock lock = catalog.lock(key);
        lock.lock();
        try {
            ObjectEntry present = catalog.find(key);
            if (present != null && !replace) {
                return PutResult.present(present.segmentNames());
            }
            Placement placement = Placement.find(catalog, key, parts.size(), config);
            try {
                return write(key, parts, config, replace, placement);
            } finally {
                placement.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private PutResult write(
            String key, Parts parts, ReplicateConfig config, boolean replace, Placement placement) {
        int checksum = placement.copy(parts);
        UUID token = UUID.randomUUID();
        ObjectEntry entry =
                new ObjectEntry(key, parts.size(), checksum, token, Pins.of(config, catalog.now()));
        List<Replica> replicas = placement.rooms().stream().map(room -> room.fill(entry)).toList();
        entry.place(replicas, List.of());
        Directory directory = catalog.directory();
        List<KeyspaceShelf> shelves = placement.stored();
        if (!shelves.isEmpty()) {
            DirectoryRow row =
                    new DirectoryRow(
                            parts.size(),
                            checksum,
                            token,
                            config.hardPin(),
                            shelves.stream().map(Shelf::name).toList());
            Directory.Committed committed = store(directory, key, parts, replace, row, shelves);
            if (!committed.written() && committed.previous() != null) {
                return PutResult.present(committed.previous().segments());
            }
        }
        List<String> names = entry.segmentNames();
        catalog.publish(entry);
        placement.keep();
        if (shelves.isEmpty() && replace && directory != null) {
            removeStored(catalog, directory, key);
        }
        return PutResult.created(names, placement.unknown());
    }

    /** Stores the chunks and the row, in one transaction where one is enough. */
    private Directory.Committed store(
            @Nullable Directory directory,
            String key,
            Parts parts,
            boolean replace,
            DirectoryRow row,
            List<KeyspaceShelf> shelves) {
        if (directory == null) {
            throw new UnsupportedRequestException(
                    "a store without a directory has no stored segments", "key", key);
        }
        boolean together =
                parts.size() <= KeyspaceShelf.PIECE_BYTES
                        && shelves.stream().allMatch(shelf -> shelf.isIn(directory.database()));
        if (together) {
            return commit(directory, key, replace, row, false, shelves, parts);
        }
        boolean done = false;
        directory.begin(row.token(), wallClock.millis());
        try {
            shelves.forEach(shelf -> shelf.write(row.token(), parts));
            Directory.Committed committed =
                    commit(directory, key, replace, row, true, List.of(), parts);
            done = committed.written();
            return committed;
        } catch (OutcomeUnknownException e) {
            done = true; // A sweep removes it if it was not written.
            throw e;
        } finally {
            if (!done && directory.end(row.token())) {
                catalog.deleteChunks(row.segments(), row.token());
            }
        }
    }

    private Directory.Committed commit(
            Directory directory,
            String key,
            boolean replace,
            DirectoryRow row,
            boolean begun,
            List<KeyspaceShelf> shelves,
            Parts parts) {
        Directory.Committed committed =
                directory.commit(
                        key,
                        row,
                        replace,
                        begun,
                        (tx, previous) -> {
                            if (previous != null) {
                                ChunkRemoval.within(catalog, directory, tx, previous);
                            }
                            shelves.forEach(shelf -> shelf.write(tx, row.token(), parts));
                        });
        if (committed.written() && committed.previous() != null) {
            ChunkRemoval.after(catalog, directory, committed.previous());
        }
        return committed;
    }

    /** Removes the row and the chunks of an object; false when it has none. */
    static boolean removeStored(Catalog catalog, Directory directory, String key) {
        DirectoryRow removed =
                directory.remove(
                        key, (tx, row) -> ChunkRemoval.within(catalog, directory, tx, row));
        if (removed != null) {
            ChunkRemoval.after(catalog, directory, removed);
        }
        return removed != null;
    }
}
