package io.cairn.storage.rocksdb;

import io.cairn.bytes.Bytes;

/**
 * One RocksDB iterator with its read options and its bound; used again by later cursors of the same
 * view and keyspace. One thread at a time.
 *
 * <p>The read options hold a pointer to the bound, and the iterator looks at it whenever it seeks:
 * a new bound needs no new iterator, as long as there was a bound when it was created. Hence the
 * kinds.
 */
final class FfmIterator {

    /** Which bound the iterator was created with. */
    enum Bound {
        NONE,
        UPPER,
        LOWER
    }

    final Family family;
    final Bound kind;

    private final FfmDriver driver;
    private final Scratch scratch;
    private final long options;
    private final long iterator;

    FfmIterator(FfmDriver driver, long snapshot, Family family, Bound kind) {
        this.driver = driver;
        this.family = family;
        this.kind = kind;
        scratch = driver.scratches.acquire();
        options = RocksC.readOptionsCreate();
        RocksC.readOptionsTrimReadAhead(options, false);
        if (snapshot != 0) {
            RocksC.readOptionsSnapshot(options, snapshot);
        }
        setBound(Bytes.EMPTY);
        iterator = RocksC.iteratorCreate(driver.database, options, family.struct());
    }

    void setBound(byte[] bound) {
        switch (kind) {
            case UPPER -> RocksC.readOptionsUpperBound(options, scratch.bound(bound), bound.length);
            case LOWER -> RocksC.readOptionsLowerBound(options, scratch.bound(bound), bound.length);
            case NONE -> {}
        }
    }

    void seekFirst() {
        RocksC.iteratorFirst(iterator);
    }

    void seekLast() {
        RocksC.iteratorLast(iterator);
    }

    /** Moves to the first key that is not before this one. */
    void seek(byte[] key) {
        RocksC.iteratorSeek(iterator, scratch.key(key), key.length);
    }

    /** Moves to the last key that is not after this one. */
    void seekBack(byte[] key) {
        RocksC.iteratorSeekBack(iterator, scratch.key(key), key.length);
    }

    void next() {
        RocksC.iteratorNext(iterator);
    }

    void previous() {
        RocksC.iteratorPrevious(iterator);
    }

    /**
     * Tells whether there is an entry; an iterator that stopped because of damage or a failing disk
     * throws.
     */
    boolean valid() {
        if (RocksC.iteratorValid(iterator)) {
            return true;
        }
        scratch.clearError();
        RocksC.iteratorError(iterator, scratch.errorCell);
        scratch.check(driver.failures, "scanning");
        return false;
    }

    /** Returns the key's address; {@link #length} is its length then. */
    long key() {
        return RocksC.iteratorKey(iterator, scratch.lengthCell);
    }

    /** Returns the value's address; {@link #length} is its length then. */
    long value() {
        return RocksC.iteratorValue(iterator, scratch.lengthCell);
    }

    long length() {
        return scratch.length();
    }

    void destroy() {
        RocksC.iteratorDestroy(iterator);
        RocksC.readOptionsDestroy(options);
        driver.scratches.release(scratch);
    }
}
