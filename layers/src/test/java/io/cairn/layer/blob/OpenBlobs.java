package io.cairn.layer.blob;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;

/**
 * Blobs in chunks of ten bytes and pieces of three chunks, alone in their keyspace.
 *
 * @param store closed with it
 * @param keyspace has nothing but blobs
 * @param clock the time of uploads
 * @param blobs what is tested
 */
record OpenBlobs(OpenStore store, Keyspace keyspace, HandClock clock, Blobs blobs)
        implements AutoCloseable {

    static final int CHUNK = 10;
    static final int PIECE = 30;
    static final Subspace SUBSPACE = Subspace.of("b");

    static OpenBlobs open(Store store, Path directory) {
        OpenStore open = store.open(directory);
        Keyspace keyspace = open.db().keyspace("blobs");
        HandClock clock = new HandClock();
        UploadSettings settings = new UploadSettings(CHUNK, PIECE / CHUNK, clock);
        return new OpenBlobs(open, keyspace, clock, new Blobs(keyspace, SUBSPACE, settings));
    }

    Database db() {
        return store.db();
    }

    WriteView rows() {
        return db().in(keyspace);
    }

    long rawKeys() {
        return rows().count(KeyRange.all());
    }

    /** Returns how many keys a blob has. */
    static long keysOf(long length) {
        return 2 + Math.ceilDiv(length, CHUNK);
    }

    @Override
    public void close() {
        store.close();
    }
}
