package io.cairn.layer.blob;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import java.util.Arrays;
import java.util.UUID;

/** Where everything is: the keyspace, and the keys that the package comment draws. Immutable. */
final class Layout {

    private final Keyspace keyspace;
    private final Subspace records;
    private final Subspace chunks;
    private final Subspace references;
    private final Subspace uploads;

    Layout(Keyspace keyspace, Subspace subspace) {
        this.keyspace = keyspace;
        records = subspace.at(1);
        chunks = subspace.at(2);
        references = subspace.at(3);
        uploads = subspace.at(4);
    }

    ReadView in(ReadView view) {
        return view.in(keyspace);
    }

    WriteView in(Transaction tx) {
        return tx.in(keyspace);
    }

    byte[] record(BlobId id) {
        return records.key(id.toBytes());
    }

    byte[] references(BlobId id) {
        return references.key(id.toBytes());
    }

    byte[] chunk(UUID content, long index) {
        return chunks.key(content, index);
    }

    /** The keys of all chunks of a content. */
    KeyRange chunks(UUID content) {
        return chunks.range(content);
    }

    byte[] upload(UUID content) {
        return uploads.key(content);
    }

    /** The keys of all uploads that have not ended. */
    KeyRange uploads() {
        return uploads.range();
    }

    /** Reads the key of an upload. */
    UUID contentOfUpload(byte[] key) {
        byte[] packed = Arrays.copyOfRange(key, uploads.prefix().length, key.length);
        return StoredTuple.read(packed, 1, "key of an upload", uploads, tuple -> tuple.uuid(0));
    }
}
