package io.cairn.bench.suite.store;

import io.cairn.config.Durability;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The stores of the suite, in the order in which they take turns. */
public enum StoreKind {
    /** Cairn in the heap. */
    CAIRN_MEMORY(
            "Cairn memory",
            io.cairn.Cairn.class,
            Keeps.NOTHING,
            true,
            "nothing: it ends with the process",
            CairnStore::memory),
    /** Cairn on RocksDB, in process. */
    CAIRN_ROCKSDB(
            "Cairn RocksDB",
            io.cairn.Cairn.class,
            Keeps.FILES,
            true,
            "BUFFERED: log without sync; SYNC: log with sync",
            CairnStore::rocksDb),
    /** Cairn on RocksDB, in a server process. */
    CAIRN_IPC(
            "Cairn over IPC",
            io.cairn.Cairn.class,
            Keeps.FILES_OF_ANOTHER,
            true,
            "the server's process has the RocksDB engine: as there",
            CairnStore::overIpc),
    /** RocksDB's own binding. */
    ROCKSJAVA(
            "RocksJava",
            org.rocksdb.RocksDB.class,
            Keeps.FILES,
            true,
            "BUFFERED: log without sync; SYNC: log with sync",
            RocksStore::new),
    /** LMDB. */
    LMDB(
            "LMDB (lmdbjava)",
            org.lmdbjava.Env.class,
            Keeps.FILES,
            true,
            "BUFFERED: NOSYNC and WRITEMAP; SYNC: its default",
            LmdbStore::new),
    /** H2's store. */
    MVSTORE(
            "H2 MVStore",
            org.h2.mvstore.MVStore.class,
            Keeps.FILES,
            true,
            "BUFFERED: commit of every writing call; SYNC: with a sync; one writer at a time by our"
                    + " lock",
            MvStore::open),
    /** MapDB. */
    MAPDB(
            "MapDB",
            org.mapdb.DB.class,
            Keeps.FILES,
            true,
            "BUFFERED: commit of every writing call to the log, without sync; SYNC: with a sync;"
                    + " one writer at a time by our lock",
            MapDbStore::open),
    /** JetBrains Xodus. */
    XODUS(
            "Xodus",
            jetbrains.exodus.env.Environments.class,
            Keeps.FILES,
            true,
            "BUFFERED: its default; SYNC: durable writes",
            XodusStore::new),
    /** The JDK's map. */
    SKIPLIST(
            "ConcurrentSkipListMap",
            ConcurrentSkipListMap.class,
            Keeps.NOTHING,
            false,
            "nothing: it ends with the process",
            settings -> new SkipListStore());

    private enum Keeps {
        NOTHING,
        FILES,
        FILES_OF_ANOTHER
    }

    private interface Opener {
        BenchStore open(StoreSettings settings) throws Exception;
    }

    private final String title;
    private final Class<?> library;
    private final Keeps keeps;
    private final boolean transacts;
    private final String durability;
    private final Opener opener;

    StoreKind(
            String title,
            Class<?> library,
            Keeps keeps,
            boolean transacts,
            String durability,
            Opener opener) {
        this.title = title;
        this.library = library;
        this.keeps = keeps;
        this.transacts = transacts;
        this.durability = durability;
        this.opener = opener;
    }

    /**
     * Finds a store.
     *
     * @param word its word, such as {@code cairn-memory}
     * @return the store, if there is one
     */
    public static Optional<StoreKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * Returns what the store is called on a command line.
     *
     * @return a word in small letters
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns what the store is called in a report.
     *
     * @return its name
     */
    public String title() {
        return title;
    }

    /**
     * Tells what a write survives.
     *
     * @return a sentence without its end
     */
    public String durability() {
        return durability;
    }

    /**
     * Tells whether the data are in files.
     *
     * @return true when they are
     */
    public boolean keepsFiles() {
        return keeps != Keeps.NOTHING;
    }

    /**
     * Tells whether the death of this process is the death of the store.
     *
     * @return true when nobody else holds it open
     */
    public boolean diesWithItsProcess() {
        return keeps != Keeps.FILES_OF_ANOTHER;
    }

    /**
     * Tells whether single values can be read where they lie.
     *
     * @return false when only copies are to be had
     */
    public boolean lendsValues() {
        return this != ROCKSJAVA;
    }

    /**
     * Tells whether there are transactions.
     *
     * @return true when there are
     */
    public boolean transacts() {
        return transacts;
    }

    /**
     * Tells which version is measured, from the name of the library's archive.
     *
     * @return the version, or the JDK's
     */
    public String version() {
        if (library == io.cairn.Cairn.class) {
            return io.cairn.Cairn.version();
        }
        CodeSource source = library.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            return "JDK " + Runtime.version();
        }
        String name = Path.of(location.getPath()).getFileName().toString();
        return name.replaceFirst("\\.jar$", "").replaceFirst("^.*?-(?=[0-9])", "");
    }

    /**
     * Opens the store.
     *
     * @param settings how
     * @return the store; the caller closes it
     * @throws Exception what the store throws
     */
    public BenchStore open(StoreSettings settings) throws Exception {
        Files.createDirectories(settings.directory());
        return opener.open(settings);
    }

    /**
     * Tells whether the store has a durability.
     *
     * @param wanted which
     * @return true when it has, or when nobody would notice
     */
    public boolean has(Durability wanted) {
        return keepsFiles() || wanted == Durability.BUFFERED;
    }
}
