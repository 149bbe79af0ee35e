package io.cairn.storage.rocksdb;

import org.jspecify.annotations.Nullable;

/** Decides once per process whether RocksDB's C functions work on RocksJava's objects. */
final class FfmSelfTest {

    private FfmSelfTest() {}

    static @Nullable String obstacle() {
        return Once.OBSTACLE;
    }

    private static final class Once {
        static final @Nullable String OBSTACLE = RocksC.missing();
    }
}
