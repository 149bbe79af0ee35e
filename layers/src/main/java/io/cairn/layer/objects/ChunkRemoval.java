package io.cairn.layer.objects;

import io.cairn.api.Transaction;
import java.util.List;

/**
 * Removes the chunks of an object whose row goes: in the same transaction from segments in the
 * directory's database, and after it from others. What a failure leaves there is swept.
 */
final class ChunkRemoval {

    private ChunkRemoval() {}

    static void within(Catalog catalog, Directory directory, Transaction tx, DirectoryRow row) {
        for (String name : row.segments()) {
            if (catalog.mounts().find(name) instanceof KeyspaceShelf shelf
                    && shelf.isIn(directory.database())) {
                shelf.delete(tx, row.token());
            }
        }
    }

    static void after(Catalog catalog, Directory directory, DirectoryRow row) {
        List<String> others =
                row.segments().stream()
                        .filter(name ->
                                !(catalog.mounts().find(name) instanceof KeyspaceShelf shelf
                                        && shelf.isIn(directory.database())))
                        .toList();
        catalog.deleteChunks(others, row.token());
    }
}
