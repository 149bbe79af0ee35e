package io.cairn.storage.rocksdb;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksMemEnv;

/**
 * Decides once per process whether RocksDB's C functions work on RocksJava's objects, with a small
 * database in memory. The form of the C structures is no promise of RocksDB's, so the version must
 * be the one it was checked with, and what is written through one way must be read through the
 * other.
 */
final class FfmSelfTest {

    private static final String VERSION = "11.8.1";
    private static final byte[] KEY = Bytes.utf8("key");
    private static final byte[] OTHER_KEY = Bytes.utf8("other key");
    private static final byte[] VALUE = Bytes.utf8("a value");
    private static final byte[] NEW_VALUE = Bytes.utf8("a new value");

    private FfmSelfTest() {}

    /** Returns why the C functions cannot be used, or null. */
    static @Nullable String obstacle() {
        return Once.OBSTACLE;
    }

    private static @Nullable String examine() {
        String version = RocksDB.rocksdbVersion().toString();
        if (!version.equals(VERSION)) {
            return "RocksDB is " + version + ", not " + VERSION;
        }
        String missing = RocksC.missing();
        return missing != null ? missing : tryOut();
    }

    private static @Nullable String tryOut() {
        try (Env env = new RocksMemEnv(Env.getDefault());
                Options options = new Options().setCreateIfMissing(true).setEnv(env);
                RocksDB db = RocksDB.open(options, "/self-test");
                ColumnFamilyOptions familyOptions = new ColumnFamilyOptions();
                ColumnFamilyHandle second =
                        db.createColumnFamily(
                                new org.rocksdb.ColumnFamilyDescriptor(
                                        KeyspaceNames.toFamily("second"), familyOptions));
                Arena arena = Arena.ofConfined()) {
            Families families = new Families(arena);
            families.add("", db.getDefaultColumnFamily());
            int id = families.add("second", second).id();
            try (FfmDriver driver =
                    new FfmDriver(db, families, new Failures(Path.of("self-test")))) {
                return tryOut(db, second, id, driver);
            }
        } catch (RocksDBException | RuntimeException e) {
            return "the self-test failed: " + e;
        }
    }

    private static @Nullable String tryOut(
            RocksDB db, ColumnFamilyHandle second, int id, FfmDriver driver)
            throws RocksDBException {
        BatchEncoder encoder = new BatchEncoder(keyspace -> null);
        db.put(second, KEY, VALUE);
        WriteBatch batch = new WriteBatch();
        batch.put(id, KEY, NEW_VALUE);
        batch.put(0, OTHER_KEY, VALUE);
        try (EngineSnapshot before = driver.pin()) {
            driver.write(encoder.encode(batch));
            driver.put(driver.families.get(id), OTHER_KEY, VALUE);
            driver.delete(driver.families.get(id), OTHER_KEY);
            boolean same =
                    Arrays.equals(db.get(second, KEY), NEW_VALUE)
                            && Arrays.equals(db.get(OTHER_KEY), VALUE)
                            && Arrays.equals(driver.latest().get(id, KEY), NEW_VALUE)
                            && Arrays.equals(before.get(id, KEY), VALUE)
                            && before.get(0, OTHER_KEY) == null
                            && driver.latest().getAll(id, new byte[][] {KEY, OTHER_KEY})[0] != null
                            && db.get(second, OTHER_KEY) == null
                            && scans(before, id);
            return same ? null : "the self-test read other data than it wrote";
        }
    }

    private static boolean scans(EngineSnapshot view, int keyspace) {
        try (EngineCursor cursor = view.cursor(keyspace, KeyRange.all(), Direction.FORWARD)) {
            return cursor.next()
                    && Arrays.equals(cursor.keyBytes(), KEY)
                    && Arrays.equals(cursor.valueBytes(), VALUE)
                    && !cursor.next();
        }
    }

    private static final class Once {
        static final @Nullable String OBSTACLE = examine();
    }
}
