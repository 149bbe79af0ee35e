package io.cairn.storage.rocksdb;

import io.cairn.api.Database;
import io.cairn.testing.contract.EngineFixture;
import io.cairn.testing.contract.ReopeningDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Databases over RocksDB, each in a new directory below a temporary one. */
public abstract class RocksDbFixture extends EngineFixture {

    private static final long ROOM_BYTES = 1L << 30;

    private final Map<String, Object> options;
    private @Nullable Path directory;
    private int databases;

    /**
     * Describes the fixture.
     *
     * @param name the name by which suites choose it
     * @param options the engine's options besides the path
     */
    protected RocksDbFixture(String name, Map<String, Object> options) {
        super(name, "rocksdb", new Promises(true, true, true));
        this.options = options;
    }

    @Override
    protected final Map<String, Object> fresh() {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory(home(), "cairn-suite");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at(directory.resolve("db" + databases++));
    }

    /**
     * Chooses a file system in memory if there is one: a thousand tests that wait for a disk are
     * slow and show nothing more.
     */
    private static Path home() throws IOException {
        Path memory = Path.of("/dev/shm");
        boolean roomy =
                Files.isWritable(memory)
                        && Files.getFileStore(memory).getUsableSpace() > ROOM_BYTES;
        return roomy ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public final boolean shared() {
        return true;
    }

    @Override
    protected final Map<String, Object> exported(Path exported) {
        return at(exported);
    }

    private Map<String, Object> at(Path path) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("path", path.toString());
        return all;
    }

    @Override
    public void close() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Through RocksDB's C functions; the write buffer is small because as much room is reserved for
     * each new log.
     */
    public static final class Ffm extends RocksDbFixture {

        /** Creates the fixture {@code rocksdb-ffm}. */
        public Ffm() {
            super("rocksdb-ffm", Map.of("native", "ffm", "writeBufferBytes", 1 << 20));
        }
    }

    /**
     * Through RocksJava, with buffers and blocks so small that data reaches the disk's files within
     * a test.
     */
    public static final class Jni extends RocksDbFixture {

        /** Creates the fixture {@code rocksdb-jni}. */
        public Jni() {
            super(
                    "rocksdb-jni",
                    Map.of(
                            "native",
                            "jni",
                            "writeBufferBytes",
                            65_536,
                            "blockBytes",
                            512,
                            "blockCacheBytes",
                            65_536));
        }
    }

    /** Reopened before a read whenever that is possible: what is read is what recovery found. */
    public static final class Reopened extends RocksDbFixture {

        /** Creates the fixture {@code rocksdb-reopened}. */
        public Reopened() {
            super("rocksdb-reopened", Map.of("writeBufferBytes", 65_536));
        }

        @Override
        public Database open(Settings wanted) {
            return ReopeningDatabase.wrap(super.open(wanted), super::reopen);
        }

        @Override
        public Database reopen(Database current) {
            return ReopeningDatabase.wrap(super.reopen(current), super::reopen);
        }
    }
}
