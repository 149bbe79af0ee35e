package io.cairn.occ;

import io.cairn.engine.StorageEngine;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shares one engine snapshot among all who start reading between two commits. Thread-safe.
 *
 * <p>A cached snapshot is handed out only while its version is the visible one and nothing is being
 * applied: then every state that anybody can have seen is contained in it, which makes transactions
 * strictly serializable and not just serializable.
 */
final class SnapshotCache {

    private final StorageEngine storage;
    private final Versions versions;
    private final ReentrantLock taking = new ReentrantLock();
    private volatile @Nullable SharedSnapshot cached;

    SnapshotCache(StorageEngine storage, Versions versions) {
        this.storage = storage;
        this.versions = versions;
    }

    /**
     * Returns a snapshot that contains every state seen before this call; the caller releases it.
     */
    SharedSnapshot acquire() {
        SharedSnapshot present = current();
        if (present != null) {
            return present;
        }
        taking.lock();
        try {
            present = current();
            if (present != null) {
                return present;
            }
            long version = versions.visible();
            SharedSnapshot taken = new SharedSnapshot(storage.snapshot(), version);
            taken.retain();
            replace(taken);
            return taken;
        } finally {
            taking.unlock();
        }
    }

    /**
     * Lets go of a snapshot that is no longer the newest state, so that the engine can drop old
     * data.
     */
    void dropStale() {
        SharedSnapshot present = cached;
        if (present != null && present.version() != versions.visible()) {
            taking.lock();
            try {
                if (cached == present) {
                    replace(null);
                }
            } finally {
                taking.unlock();
            }
        }
    }

    void close() {
        taking.lock();
        try {
            replace(null);
        } finally {
            taking.unlock();
        }
    }

    private @Nullable SharedSnapshot current() {
        SharedSnapshot present = cached;
        return present != null && versions.isNewest(present.version()) && present.retain()
                ? present
                : null;
    }

    private void replace(@Nullable SharedSnapshot next) {
        SharedSnapshot previous = cached;
        cached = next;
        if (previous != null) {
            previous.release();
        }
    }
}
