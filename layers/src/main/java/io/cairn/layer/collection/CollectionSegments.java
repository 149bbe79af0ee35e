package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.Sizes;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A collection's operations with memory of the caller's, heap or native. What an operation reads is
 * copied before it returns; what it writes to must be writable, or it throws {@link
 * InvalidArgumentException}, and is undefined where it throws something else. In packed memory
 * documents lie one behind the other; after the first that does not fit none of the later ones is
 * copied, even if it would fit.
 *
 * <p>Immutable, thread-safe, never closed. Throws what {@link Collection} does.
 */
public final class CollectionSegments {

    private final Collection collection;
    private final CollectionRows rows;

    CollectionSegments(Collection collection) {
        this.collection = collection;
        this.rows = collection.rows();
    }

    /**
     * Stores packed documents.
     *
     * @param scope where they are stored
     * @param packed the documents, from the segment's beginning
     * @param sizes the size of each in bytes
     * @param modes none matters
     * @return their ids, each one more than the one before it
     * @throws InvalidArgumentException when a size is negative, or the segment is shorter than all
     *     together; nothing was stored
     * @throws io.cairn.error.InvalidModeException as {@link Collection#storeAll(TransactionScope,
     *     List, Modes)}
     */
    public long[] storePacked(
            TransactionScope scope, MemorySegment packed, long[] sizes, Modes modes) {
        return collection.storeAll(scope, unpacked(packed, sizes), modes);
    }

    /**
     * Changes documents to packed ones, all or none.
     *
     * @param scope where they are changed
     * @param ids their ids
     * @param packed the documents, from the segment's beginning
     * @param sizes the size of each in bytes, as many as there are ids
     * @param modes UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws InvalidArgumentException when there are not as many sizes as ids, a size is negative,
     *     or the segment is shorter than all together; nothing was changed
     * @throws CollectionException as {@link Collection#updateAll(TransactionScope, List, Modes)}
     */
    public void updatePacked(
            TransactionScope scope, long[] ids, MemorySegment packed, long[] sizes, Modes modes) {
        sameCount(ids.length, sizes.length);
        List<byte[]> contents = unpacked(packed, sizes);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            documents.add(new Document(ids[i], contents.get(i)));
        }
        collection.updateAll(scope, documents, modes);
    }

    /**
     * Copies a document into the caller's memory and, with CONSUME, erases it.
     *
     * @param scope where it is read
     * @param id its id
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return its size in bytes, or {@link Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied or
     *     erased
     * @throws io.cairn.error.InvalidModeException for WAIT
     */
    public long loadInto(TransactionScope scope, long id, MemorySegment target, Modes modes) {
        MemorySegment row = MemorySegment.ofArray(rows.document(id));
        return load(
                scope,
                modes,
                new long[] {id},
                (view, _) -> new long[] {view.segments().getInto(row, target)})[0];
    }

    /**
     * Copies documents of one state, each into its own memory, and, with CONSUME, erases exactly
     * those that were copied.
     *
     * @param scope where they are read
     * @param ids their ids
     * @param targets as many segments
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each id
     * @throws io.cairn.error.InvalidModeException for WAIT
     */
    public long[] loadAllInto(
            TransactionScope scope, long[] ids, List<MemorySegment> targets, Modes modes) {
        sameCount(ids.length, targets.size());
        return load(scope, modes, ids, (view, keys) -> view.segments().getAllInto(keys, targets));
    }

    /**
     * Copies documents of one state, one behind the other, and, with CONSUME, erases exactly those
     * that were copied.
     *
     * @param scope where they are read
     * @param ids their ids
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each id
     * @throws io.cairn.error.InvalidModeException for WAIT
     */
    public long[] loadPacked(
            TransactionScope scope, long[] ids, MemorySegment target, Modes modes) {
        return load(scope, modes, ids, (view, keys) -> view.segments().getPacked(keys, target));
    }

    private long[] load(
            TransactionScope scope,
            Modes modes,
            long[] ids,
            BiFunction<ReadView, List<byte[]>, long[]> reads) {
        DocumentModes.load(modes);
        long[] asked = ids.clone();
        List<byte[]> keys = Arrays.stream(asked).mapToObj(rows::document).toList();
        if (!modes.has(Mode.CONSUME)) {
            return scope.read(view -> load(view.in(collection.keyspace()), keys, reads));
        }
        return scope.transact(tx -> {
            long[] sizes = load(tx.in(collection.keyspace()), keys, reads);
            collection.erase(
                    tx,
                    IntStream.range(0, asked.length)
                            .filter(i -> sizes[i] >= 0)
                            .mapToLong(i -> asked[i])
                            .toArray());
            return sizes;
        });
    }

    private long[] load(
            ReadView view, List<byte[]> keys, BiFunction<ReadView, List<byte[]>, long[]> reads) {
        long[] sizes = reads.apply(view, keys);
        if (Arrays.stream(sizes).anyMatch(size -> size == Sizes.ABSENT)) {
            rows.mustExist(view);
        }
        return sizes;
    }

    /**
     * Lists documents, one behind the other. With CONSUME, erases exactly those that were copied.
     *
     * @param scope where they are listed
     * @param listing which ones, and how
     * @param limit the most documents
     * @param target where to copy to
     * @return ids and sizes of what was found
     * @throws InvalidArgumentException when the limit is negative
     * @throws io.cairn.error.InvalidModeException as {@link Collection#page}
     */
    public DocumentSizes listPacked(
            TransactionScope scope, DocumentListing listing, int limit, MemorySegment target) {
        Collection.checkLimit(limit);
        writable(target);
        return list(scope, listing, limit, () -> new PackedTarget(target));
    }

    /**
     * Lists documents, each into its own memory; what does not fit is {@link Sizes#TOO_SMALL}, and
     * the next is tried. With CONSUME, erases exactly those that were copied.
     *
     * @param scope where they are listed
     * @param listing which ones, and how
     * @param targets where to copy to, as many as documents are wanted at most
     * @return ids and sizes of what was found
     * @throws io.cairn.error.InvalidModeException as {@link Collection#page}
     */
    public DocumentSizes listInto(
            TransactionScope scope, DocumentListing listing, List<MemorySegment> targets) {
        List<MemorySegment> given = List.copyOf(targets);
        given.forEach(CollectionSegments::writable);
        return list(
                scope, listing, given.size(), () -> (i, content) -> copied(content, given.get(i)));
    }

    /** Where a listing copies documents to. */
    @FunctionalInterface
    private interface Target {

        /** Copies the document that is found as this one; returns its size, or TOO_SMALL. */
        long copy(int index, MemorySegment content);
    }

    /** Makes targets: a transaction that is run again copies again, from the beginning. */
    @FunctionalInterface
    private interface Targets {
        Target begin();
    }

    /** Copies one document behind the other until one does not fit. */
    private static final class PackedTarget implements Target {

        private final MemorySegment memory;
        private long used;
        private boolean full;

        PackedTarget(MemorySegment memory) {
            this.memory = memory;
        }

        @Override
        public long copy(int index, MemorySegment content) {
            long size = full ? Sizes.TOO_SMALL : copied(content, memory.asSlice(used));
            full = size < 0;
            used += Math.max(0, size);
            return size;
        }
    }

    private static long copied(MemorySegment content, MemorySegment target) {
        if (content.byteSize() > target.byteSize()) {
            return Sizes.TOO_SMALL;
        }
        target.copyFrom(content);
        return content.byteSize();
    }

    private DocumentSizes list(
            TransactionScope scope, DocumentListing listing, int limit, Targets targets) {
        DocumentModes.page(listing.modes());
        if (!listing.modes().has(Mode.CONSUME)) {
            return scope.read(
                    view -> list(view.in(collection.keyspace()), listing, limit, targets.begin()));
        }
        return scope.transact((Transaction tx) -> {
            WriteView view = tx.in(collection.keyspace());
            DocumentSizes found = list(view, listing, limit, targets.begin());
            collection.erase(
                    tx,
                    IntStream.range(0, found.ids().length)
                            .filter(i -> found.sizes()[i] >= 0)
                            .mapToLong(i -> found.ids()[i])
                            .toArray());
            return found;
        });
    }

    private DocumentSizes list(ReadView view, DocumentListing listing, int limit, Target target) {
        List<Long> ids = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        try (DocumentCursor cursor = DocumentCursor.open(rows, view, listing, limit)) {
            while (ids.size() < limit && cursor.next()) {
                sizes.add(target.copy(ids.size(), cursor.content()));
                ids.add(cursor.id());
            }
        }
        int unfit = sizes.indexOf(Sizes.TOO_SMALL);
        long next = ids.isEmpty() ? listing.startId() : ids.getLast() + 1;
        return new DocumentSizes(
                ids.stream().mapToLong(Long::longValue).toArray(),
                sizes.stream().mapToLong(Long::longValue).toArray(),
                unfit < 0 ? next : ids.get(unfit));
    }

    private static List<byte[]> unpacked(MemorySegment packed, long[] sizes) {
        List<byte[]> documents = new ArrayList<>();
        long used = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > packed.byteSize() - used) {
                throw new InvalidArgumentException(
                        "a document is not within the packed memory",
                        "index",
                        i,
                        "offset",
                        used,
                        "bytes",
                        sizes[i],
                        "memoryBytes",
                        packed.byteSize());
            }
            documents.add(packed.asSlice(used, sizes[i]).toArray(ValueLayout.JAVA_BYTE));
            used += sizes[i];
        }
        return documents;
    }

    private static void writable(MemorySegment target) {
        if (Objects.requireNonNull(target, "target").isReadOnly()) {
            throw new InvalidArgumentException("the target memory is read-only; give other memory");
        }
    }

    private static void sameCount(int ids, int others) {
        if (ids != others) {
            throw new InvalidArgumentException(
                    "there must be as many ids as documents", "ids", ids, "documents", others);
        }
    }
}
