package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/**
 * A storage engine that keeps everything in one RocksDB database; a keyspace is a column family.
 *
 * <p>Thread-safe as {@link StorageEngine} says. Whoever opened it closes it; views and cursors must
 * be closed before. Memory is bounded by the configured block cache and write buffers, plus what
 * views hold while they are open. Failures are {@code UnavailableException} or {@code
 * CorruptionException}; after one from {@link #apply} or {@link #sync}, close it and open it again.
 */
public final class RocksDbEngine implements StorageEngine {

    /** The engine's type name. */
    public static final String TYPE = "rocksdb";

    private static final int KEY_BYTES_MAX = 1 << 20;

    /** A longer value is as well copied once more. */
    private static final int ONE_BYTES_MAX = 1 << 20;

    private final Path directory;
    private final Failures failures;
    private final DirectoryLock lock;
    private final OpenRocks rocks;
    private final Arena arena;
    private final Families families;
    private final Driver driver;
    private final BatchEncoder encoder;
    private final Counters counters;
    private final VersionFile versions;

    /** Guards closing and all that changes or walks the set of column families. */
    private final Object structure = new Object();

    private volatile boolean open = true;

    private RocksDbEngine(
            RocksDbConfig config,
            Failures failures,
            DirectoryLock lock,
            OpenRocks rocks,
            VersionFile versions) {
        directory = config.path();
        this.failures = failures;
        this.lock = lock;
        this.rocks = rocks;
        arena = Arena.ofShared();
        families = new Families(arena);
        for (ColumnFamilyHandle handle : rocks.families) {
            families.add(name(handle), handle);
        }
        driver = Drivers.choose(config.nativeCalls(), rocks.db, families, failures);
        encoder = new BatchEncoder(this::lastKey);
        counters = new Counters(rocks, families, config);
        this.versions = versions;
    }

    /**
     * Opens a database, or creates it if it is missing and the settings allow that.
     *
     * @param config the settings
     * @return the engine; the caller closes it
     * @throws io.cairn.error.UnavailableException when the directory is missing, locked by another
     *     process (whose identifier the message names), denied or out of space
     * @throws io.cairn.error.CorruptionException when the directory is not a Cairn database, has a
     *     newer format, or is damaged, damage in the middle of the log included
     */
    public static RocksDbEngine open(RocksDbConfig config) {
        Failures failures = new Failures(config.path());
        NativeLibrary.begin(config.nativeCalls());
        DatabaseDirectory directory = DatabaseDirectory.open(config, failures);
        DirectoryLock lock = directory.lock();
        OpenRocks rocks = null;
        try {
            FormatFile format = directory.format();
            VersionFile versions = format.isNewest() ? VersionFile.open(config.path()) : null;
            Listing files = Listing.of(config.path());
            WalCheck.run(config, files);
            NativeLibrary.await();
            rocks = OpenRocks.open(config, files);
            FormatUpgrade.run(config, format, rocks);
            if (versions == null) {
                versions = VersionFile.open(config.path());
            }
            return new RocksDbEngine(config, failures, lock, rocks, versions);
        } catch (IOException e) {
            release(rocks, lock, e);
            throw failures.of(e, "examining the files");
        } catch (RocksDBException e) {
            release(rocks, lock, e);
            throw failures.of(e, "opening the database");
        } catch (RuntimeException | Error e) {
            release(rocks, lock, e);
            throw e;
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(TYPE, true, true, KEY_BYTES_MAX, true);
    }

    @Override
    public Map<String, Long> counters() {
        synchronized (structure) {
            checkOpen();
            try {
                return counters.read();
            } catch (RocksDBException e) {
                throw failures.of(e, "reading counters");
            } catch (IOException e) {
                throw failures.of(e, "reading counters");
            }
        }
    }

    @Override
    public int keyspace(String name) {
        synchronized (structure) {
            checkOpen();
            Family family = families.find(name);
            return family != null ? family.id() : create(name).id();
        }
    }

    private Family create(String name) {
        byte[] familyName = KeyspaceNames.toFamily(name);
        try {
            ColumnFamilyHandle handle =
                    rocks.db.createColumnFamily(
                            new ColumnFamilyDescriptor(familyName, rocks.familyOptions));
            return families.add(name, handle);
        } catch (RocksDBException e) {
            throw failures.of(e, "creating a keyspace");
        }
    }

    @Override
    public Set<String> keyspaceNames() {
        checkOpen();
        Set<String> names = new TreeSet<>();
        families.all().forEach(family -> names.add(family.name()));
        return names;
    }

    @Override
    public void dropKeyspace(int keyspace) {
        if (keyspace == DEFAULT_KEYSPACE) {
            throw new InvalidArgumentException("the default keyspace cannot be dropped");
        }
        synchronized (structure) {
            checkOpen();
            Family family = families.get(keyspace);
            driver.forget(family);
            try {
                rocks.db.dropColumnFamily(family.handle());
            } catch (RocksDBException e) {
                throw failures.of(e, "dropping a keyspace");
            }
            families.remove(family);
            family.handle().close();
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        return driver.pin();
    }

    @Override
    public EngineSnapshot latest() {
        return driver.latest();
    }

    @Override
    public void apply(WriteBatch batch) {
        checkOpen();
        if (batch.isEmpty()) {
            return;
        }
        if (batch.size() > 1
                || batch.bytes() > ONE_BYTES_MAX
                || batch.kind(0) == WriteBatch.Kind.DELETE_RANGE) {
            driver.write(encoder.encode(batch));
        } else {
            writeOne(batch);
        }
    }

    private void writeOne(WriteBatch batch) {
        Family family = families.get(batch.keyspace(0));
        if (batch.kind(0) == WriteBatch.Kind.PUT) {
            driver.put(family, batch.key(0), batch.value(0));
        } else {
            driver.delete(family, batch.key(0));
        }
    }

    @Override
    public void sync() {
        driver.syncLog();
    }

    @Override
    public void checkpoint() {
        sync();
        synchronized (structure) {
            checkOpen();
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            families.all().forEach(family -> handles.add(family.handle()));
            try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
                rocks.db.flush(options, handles);
            } catch (RocksDBException e) {
                throw failures.of(e, "flushing write buffers");
            }
        }
    }

    @Override
    public long reservedVersion() {
        return versions.version();
    }

    @Override
    public void reserveVersion(long version) {
        checkOpen();
        try {
            versions.write(version);
        } catch (IOException e) {
            throw failures.of(e, "reserving commit versions");
        }
    }

    @Override
    public void exportTo(Path target) {
        synchronized (structure) {
            checkOpen();
            Export.run(rocks.db, versions, target, failures);
        }
    }

    @Override
    public void close() {
        synchronized (structure) {
            if (!open) {
                return;
            }
            open = false;
            driver.close();
            families.all().forEach(family -> family.handle().close());
            rocks.close();
            arena.close();
            try (lock) {
                versions.close();
            } catch (IOException e) {
                throw failures.of(e, "releasing the directory");
            }
        }
    }

    /** Returns the directory, for messages. */
    @Override
    public String toString() {
        return "RocksDbEngine[" + directory + "]";
    }

    Driver driver() {
        return driver;
    }

    private byte @Nullable [] lastKey(int keyspace) {
        try (EngineCursor cursor =
                driver.latest().cursor(keyspace, KeyRange.all(), Direction.REVERSE)) {
            return cursor.next() ? cursor.keyBytes() : null;
        }
    }

    private void checkOpen() {
        if (!open) {
            throw ClosedException.closed("engine");
        }
    }

    private String name(ColumnFamilyHandle handle) {
        try {
            String name = KeyspaceNames.toKeyspace(handle.getName());
            if (name == null) {
                throw FormatFile.refused(
                        "the database has a column family that Cairn did not make", directory);
            }
            return name;
        } catch (RocksDBException e) {
            throw failures.of(e, "opening the database");
        }
    }

    private static void release(@Nullable OpenRocks rocks, DirectoryLock lock, Throwable cause) {
        try {
            if (rocks != null) {
                rocks.families.forEach(ColumnFamilyHandle::close);
                rocks.close();
            }
            lock.close();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
