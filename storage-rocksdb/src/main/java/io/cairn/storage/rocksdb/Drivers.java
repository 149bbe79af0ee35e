package io.cairn.storage.rocksdb;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/** Chooses how RocksDB is called. */
final class Drivers {

    private static final System.Logger LOG = System.getLogger(Drivers.class.getName());

    private Drivers() {}

    static Driver choose(
            RocksDbConfig.NativeCalls calls, RocksDB db, Families families, Failures failures) {
        if (calls == RocksDbConfig.NativeCalls.JNI) {
            return new JniDriver(db, families, failures);
        }
        return choose(calls, FfmSelfTest.obstacle(), db, families, failures);
    }

    /**
     * Chooses when C functions are wanted.
     *
     * @param obstacle why they cannot be used, or null
     */
    static Driver choose(
            RocksDbConfig.NativeCalls calls,
            @Nullable String obstacle,
            RocksDB db,
            Families families,
            Failures failures) {
        if (obstacle == null) {
            return new FfmDriver(db, families, failures);
        }
        if (calls == RocksDbConfig.NativeCalls.FFM) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "RocksDB's C functions cannot be used here; set native to auto or jni",
                    null,
                    "obstacle",
                    obstacle);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "RocksDB is called through RocksJava, which is slower than through C functions: {0}",
                obstacle);
        return new JniDriver(db, families, failures);
    }
}
