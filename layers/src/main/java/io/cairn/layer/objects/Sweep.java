package io.cairn.layer.objects;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Removes chunks that belong to no object. Immutable. */
record Sweep(Catalog catalog, Directory directory) {

    /**
     * Ends uploads that began up to a time, and removes what no row names.
     *
     * @return how many stored versions were removed
     */
    long run(long millis) {
        List<String> segments = catalog.mounts().all().stream().map(Shelf::name).toList();
        long removed = 0;
        for (UUID token : directory.uploadsUntil(millis)) {
            if (directory.end(token)) {
                catalog.deleteChunks(segments, token);
                removed++;
            }
        }
        for (Shelf shelf : catalog.mounts().all()) {
            if (shelf instanceof KeyspaceShelf stored) {
                removed += sweep(stored);
            }
        }
        return removed;
    }

    /**
     * Removes what no row names. The rows are read after the chunks: what is being put has a row of
     * an upload before it has chunks.
     */
    private long sweep(KeyspaceShelf shelf) {
        Set<UUID> tokens = shelf.tokens();
        tokens.removeAll(directory.tokens());
        tokens.forEach(shelf::delete);
        return tokens.size();
    }
}
