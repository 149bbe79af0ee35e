package io.cairn.layer.objects;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;

/** Where the objects of a test are. */
enum Where {
    /** In a memory segment, without any database. */
    MEMORY,
    /** In a keyspace on the heap. */
    HEAP,
    /** In RocksDB. */
    ROCKSDB,
    /** In another process's database, which here is this process's too. */
    IPC,
    /** In RocksDB, with the directory in another database. */
    APART,
    /** In memory and in a keyspace on the heap. */
    BOTH;

    static final Subspace DIRECTORY = Subspace.of("directory");
    static final Subspace CHUNKS = Subspace.of("chunks");

    /** Opens a store with a segment called "a" of the given limit, and with BOTH one called "b". */
    OpenObjects open(Path directory, long bytesMax) {
        return open(directory, bytesMax, new HandClock());
    }

    OpenObjects open(Path directory, long bytesMax, HandClock clock) {
        ObjectStoreBuilder builder = ObjectStore.builder().clocks(clock, clock);
        if (this == MEMORY) {
            builder.segment(Segment.memory("a", bytesMax));
            return new OpenObjects(builder.open(), null, null, clock);
        }
        OpenStore rows =
                (switch (this) {
                            case ROCKSDB -> Store.ROCKSDB;
                            case IPC -> Store.IPC;
                            default -> Store.MEMORY;
                        })
                        .open(directory);
        OpenStore chunks = this == APART ? Store.ROCKSDB.open(directory) : rows;
        builder.directory(rows.db(), keyspace(rows.db()), DIRECTORY);
        builder.segment(Segment.stored("a", chunks.db(), keyspace(chunks.db()), CHUNKS, bytesMax));
        if (this == BOTH) {
            builder.segment(Segment.memory("b", bytesMax));
        }
        return new OpenObjects(builder.open(), rows, chunks, clock);
    }

    static Keyspace keyspace(Database database) {
        return database.keyspace("objects");
    }

    /** Returns how objects are put so that they are where they should be. */
    ReplicateConfig config() {
        return ReplicateConfig.builder().replicas(this == BOTH ? 2 : 1).strict().build();
    }
}
