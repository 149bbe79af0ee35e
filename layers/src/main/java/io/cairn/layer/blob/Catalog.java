package io.cairn.layer.blob;

import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs there are and how often each was put. Views are those of the layout's keyspace, and
 * what belongs together is called with one view. Immutable.
 */
record Catalog(Layout layout) {

    @Nullable BlobRecord record(ReadView view, BlobId id) {
        byte[] value = view.get(layout.record(id));
        return value == null ? null : BlobRecord.unpack(value, id);
    }

    /** Returns how often a blob was put and not deleted; 0 for an unknown one. */
    long references(ReadView view, BlobId id) {
        byte[] value = view.get(layout.references(id));
        return value == null
                ? 0
                : StoredTuple.read(
                        value, 1, "references", id, tuple -> checked(id, tuple.integer(0)));
    }

    private static long checked(BlobId id, long references) {
        if (references < 1) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the references of a blob are damaged; restore the row from a backup",
                    null,
                    "blob",
                    id,
                    "references",
                    references);
        }
        return references;
    }

    /** Adds a blob, which must be unknown. */
    void add(WriteView view, BlobId id, BlobRecord record) {
        view.put(layout.record(id), record.pack(id));
        setReferences(view, id, 1);
    }

    /** Adds a reference to a blob; false when it is unknown. */
    boolean raise(WriteView view, BlobId id) {
        long references = references(view, id);
        if (references == 0) {
            return false;
        }
        setReferences(view, id, Math.addExact(references, 1));
        return true;
    }

    /** Takes a reference away, and the blob with the last one; false when it is unknown. */
    boolean lower(WriteView view, BlobId id) {
        long references = references(view, id);
        if (references == 0) {
            return false;
        }
        if (references > 1) {
            setReferences(view, id, references - 1);
            return true;
        }
        BlobRecord record = record(view, id);
        if (record == null) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a blob has references but no record; restore it from a backup",
                    null,
                    "blob",
                    id);
        }
        view.delete(layout.record(id));
        view.delete(layout.references(id));
        view.deleteRange(layout.chunks(record.content()));
        return true;
    }

    private void setReferences(WriteView view, BlobId id, long references) {
        view.put(layout.references(id), Tuple.of(references).pack());
    }
}
