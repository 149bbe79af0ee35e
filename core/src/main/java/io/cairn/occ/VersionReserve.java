package io.cairn.occ;

import io.cairn.engine.StorageEngine;

/**
 * Keeps commit versions growing over reopens: the engine remembers a number that no commit has
 * exceeded.
 *
 * <p>The number runs ahead: a commit that would pass it has the engine remember one that is {@link
 * #AHEAD} higher, before it is applied. So a commit costs nothing as a rule, a clean close
 * remembers the exact version, and after a crash or a power cut versions go on from a number at
 * least as high as every version ever returned, also where the commits themselves are lost. Used
 * under the commit lock.
 */
final class VersionReserve {

    static final long AHEAD = 1 << 20;

    private final StorageEngine storage;
    private long reserved;

    /** Asks the engine for the number, which is 0 in a new database. */
    VersionReserve(StorageEngine storage) {
        this.storage = storage;
        reserved = storage.reservedVersion();
    }

    /** Returns a number not below any version ever returned. */
    long reserved() {
        return reserved;
    }

    /** Sees to it that a version may be returned. */
    void cover(long version) {
        if (version > reserved) {
            storage.reserveVersion(version + AHEAD);
            reserved = version + AHEAD;
        }
    }

    /** Remembers the exact version, for a clean close. */
    void settle(long lastVersion) {
        if (lastVersion != reserved) {
            storage.reserveVersion(lastVersion);
            reserved = lastVersion;
        }
    }
}
