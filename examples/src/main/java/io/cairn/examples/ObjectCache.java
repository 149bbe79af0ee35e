package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.layer.objects.ObjectStore;
import io.cairn.layer.objects.PinnedObject;
import io.cairn.layer.objects.PutResult;
import io.cairn.layer.objects.RegisteredBuffer;
import io.cairn.layer.objects.ReplicateConfig;
import io.cairn.layer.objects.Segment;
import io.cairn.layer.objects.StoredObjects;
import io.cairn.layer.tuple.Subspace;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Keeps large objects in memory up to a limit, and those that must not be lost in a database too.
 * Stateless.
 */
public final class ObjectCache {

    private static final long MIB = 1L << 20;

    private ObjectCache() {}

    /**
     * Runs the example.
     *
     * @param args a database URL; none means one in memory
     */
    public static void main(String[] args) {
        run(args.length > 0 ? args[0] : "memory:", System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            keep(db, out);
            together(db, out);
            findAgain(db, out);
        }
    }

    private static void keep(Database db, PrintStream out) {
        // @start region=objects
        Keyspace keyspace = db.keyspace("objects");
        try (ObjectStore store =
                        ObjectStore.builder()
                                .segment(Segment.memory("dram", 64 * MIB))
                                .directory(db, keyspace, Subspace.of("directory"))
                                .segment(Segment.stored("disk", db, keyspace, Subspace.of("disk")))
                                .open();
                Arena arena = Arena.ofShared();
                RegisteredBuffer buffer = store.register(arena.allocate(8 * MIB))) {
            buffer.segment().fill((byte) 7);
            PutResult kept =
                    store.putFrom(
                            "weights/1",
                            buffer.range(0, 5 * MIB),
                            ReplicateConfig.builder().preferred("dram").replicas(2).build());
            out.println("weights are in " + kept.replicas());
            store.put(
                    "page/17", new byte[4096], ReplicateConfig.builder().preferred("dram").build());

            long bytes = store.getInto("weights/1", buffer.range()).orElse(0); // one copy
            try (PinnedObject lent = store.getBuffer("weights/1").orElseThrow()) { // none
                MemorySegment there = lent.segment();
                out.println(
                        bytes
                                + " bytes, the same: "
                                + (there.mismatch(buffer.segment().asSlice(0, bytes)) == -1));
            }
        }
        // @end
    }

    private static void together(Database db, PrintStream out) {
        Keyspace keyspace = db.keyspace("objects");
        try (ObjectStore store =
                ObjectStore.builder()
                        .directory(db, keyspace, Subspace.of("directory"))
                        .segment(Segment.stored("disk", db, keyspace, Subspace.of("disk")))
                        .open()) {
            // @start region=objects-transaction
            StoredObjects objects = StoredObjects.of(store);
            db.transact(tx -> {
                objects.upsert(tx, "page/1", new byte[4096], ReplicateConfig.standard());
                tx.put(utf8("newest page"), utf8("page/1"));
                return null;
            });
            // @end
            out.println("together: " + store.size("page/1").orElse(0) + " bytes");
        }
    }

    private static void findAgain(Database db, PrintStream out) {
        Keyspace keyspace = db.keyspace("objects");
        try (ObjectStore store =
                ObjectStore.builder()
                        .directory(db, keyspace, Subspace.of("directory"))
                        .segment(Segment.stored("disk", db, keyspace, Subspace.of("disk")))
                        .open()) {
            out.println("later: weights " + store.exists("weights/1"));
            out.println("later: page " + store.exists("page/17"));
            out.println("removed: " + store.removeMatching("^weights/"));
        }
    }
}
