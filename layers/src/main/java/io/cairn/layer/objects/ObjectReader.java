package io.cairn.layer.objects;

import io.cairn.error.CairnException;
import io.cairn.error.ConflictException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.error.WaitTimeoutException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads objects. Thread-safe. */
final class ObjectReader {

    /** How often a read begins anew because its object was replaced; then something is wrong. */
    private static final int ATTEMPTS_MAX = 10_000;

    private final Catalog catalog;

    ObjectReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Finds an object and leases it, where uses lease. */
    @Nullable ObjectEntry use(String key) {
        ObjectEntry entry = catalog.find(key);
        if (entry == null) {
            catalog.counts().misses().increment();
            return null;
        }
        catalog.counts().hits().increment();
        catalog.use(entry);
        return entry;
    }

    /**
     * Copies an object.
     *
     * @param place gives the memory for an object of so many bytes
     * @return the memory, or null when there is no such object
     */
    @Nullable MemorySegment copy(String key, LongFunction<MemorySegment> place) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            ObjectEntry entry = use(key);
            if (entry == null) {
                return null;
            }
            MemorySegment target = place.apply(entry.size());
            if (copy(entry, target)) {
                checkLease(entry);
                return target;
            }
        }
        throw replacedTooOften(key);
    }

    /**
     * Lends an object: its memory where it is in memory, and a copy where it is not.
     *
     * @return the open object, or null when there is no such object
     */
    @Nullable PinnedObject lend(String key) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            ObjectEntry entry = use(key);
            if (entry == null) {
                return null;
            }
            for (Replica replica : entry.replicas()) {
                if (replica instanceof MemoryReplica memory && memory.pin()) {
                    memory.shelf().touch(memory);
                    return new PinnedObject(memory.memory(), entry.checksum(), memory::unpin);
                }
            }
            PinnedObject copied = entry.isInMemory() ? null : lendCopy(entry);
            if (copied != null) {
                return copied;
            }
        }
        throw replacedTooOften(key);
    }

    private @Nullable PinnedObject lendCopy(ObjectEntry entry) {
        Arena arena = Arena.ofShared();
        boolean lent = false;
        try {
            MemorySegment target = arena.allocate(entry.size());
            lent = copy(entry, target);
            return lent ? new PinnedObject(target, entry.checksum(), arena::close) : null;
        } finally {
            if (!lent) {
                arena.close();
            }
        }
    }

    /** Copies from the first replica that is intact; false when the object was replaced. */
    private boolean copy(ObjectEntry entry, MemorySegment target) {
        List<Replica> replicas = entry.replicas();
        if (replicas.isEmpty() && !entry.elsewhere().isEmpty()) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the segments that have the object are not mounted",
                    null,
                    ObjectStatus.CONTEXT,
                    ObjectStatus.SEGMENT_NOT_FOUND,
                    "key",
                    entry.key(),
                    "segments",
                    entry.elsewhere());
        }
        CairnException failure = null;
        for (Replica replica : replicas) {
            try {
                switch (replica.copyTo(target)) {
                    case INTACT -> {
                        replica.shelf().touch(replica);
                        return true;
                    }
                    case DAMAGED ->
                            failure = catalog.isDamaged(replica) ? damaged(replica) : failure;
                    case GONE -> {}
                }
            } catch (CairnException e) {
                catalog.counts().failed().increment();
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    private void checkLease(ObjectEntry entry) {
        if (catalog.hasLeases() && !catalog.isLeased(entry)) {
            throw new WaitTimeoutException(
                    "the lease of the object ended while it was read; read it again",
                    ObjectStatus.CONTEXT,
                    ObjectStatus.LEASE_EXPIRED,
                    "key",
                    entry.key());
        }
    }

    private static CorruptionException damaged(Replica replica) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "no replica of the object has the bytes that were stored; put it again",
                null,
                ObjectStatus.CONTEXT,
                ObjectStatus.CHECKSUM_MISMATCH,
                "key",
                replica.entry().key(),
                "segment",
                replica.shelf().name());
    }

    private static ConflictException replacedTooOften(String key) {
        return new ConflictException(
                "the object was replaced again and again while it was read; read it later",
                "key",
                key);
    }
}
