package io.cairn.bench;

import io.cairn.api.Database;
import io.cairn.config.Durability;

/** Data models against the raw keys and values that they are made of. */
final class Layers {

    private Layers() {}

    public static void main(String[] arguments) throws Exception {
        try (Directories directories = new Directories()) {
            try (Database db = Stores.rocksDb(directories.directory("rows"), Durability.BUFFERED)) {
                new RowIndexes(db).run();
            }
            try (Database db =
                    Stores.rocksDb(directories.directory("blobs"), Durability.BUFFERED)) {
                new BlobCopies(db).run();
            }
            try (Database db =
                    Stores.rocksDb(directories.directory("texts"), Durability.BUFFERED)) {
                new TextSearch(db).run();
            }
        }
    }
}
