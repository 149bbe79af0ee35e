package io.cairn.storage.rocksdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.RocksDB;

/**
 * Loads RocksDB's library, once in a process. RocksJava unpacks it first, so that takes longer than
 * to open most databases; it is done on a thread of its own, while the opening one looks at the
 * directory and at the log. Thread-safe.
 *
 * <p>Whoever waits must not have touched a class of RocksJava before, apart from names and
 * exceptions: some load the library when they are initialised, and the library looks for classes.
 */
final class NativeLibrary {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final CompletableFuture<Void> LOADED = new CompletableFuture<>();

    private NativeLibrary() {}

    /**
     * Begins to load the library, unless somebody has.
     *
     * @param calls how RocksDB will be called: C functions are linked as soon as there are any
     */
    static void begin(RocksDbConfig.NativeCalls calls) {
        if (BEGUN.compareAndSet(false, true)) {
            try {
                Thread.ofPlatform().daemon().name("cairn-rocksdb-library").start(() -> load(calls));
            } catch (Throwable noThread) {
                // Whoever waits does it then.
                LOADED.completeExceptionally(noThread);
            }
        }
    }

    private static void load(RocksDbConfig.NativeCalls calls) {
        try {
            RocksDB.loadLibrary();
            LOADED.complete(null);
        } catch (Throwable failure) {
            LOADED.completeExceptionally(failure);
            return;
        }
        if (calls != RocksDbConfig.NativeCalls.JNI) {
            // What it says is asked for again by those whom it concerns.
            RocksC.missing();
        }
    }

    /** Waits until the library is loaded; one that could not be is tried once more. */
    static void await() {
        try {
            LOADED.join();
        } catch (CompletionException failure) {
            RocksDB.loadLibrary();
        }
    }
}
