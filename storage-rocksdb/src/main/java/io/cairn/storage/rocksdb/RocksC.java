package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * RocksDB's C functions, one method each, found in the library that RocksJava has loaded: it must
 * be loaded before this class is initialised, and initialisation fails with {@link
 * UnsatisfiedLinkError} when a function is missing. Pointers travel as {@code long}, which spares a
 * segment per argument. Only one call is marked critical; each other may wait for a disk or a lock.
 */
final class RocksC {

    private static final ValueLayout.OfLong P = JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.loaderLookup();

    private static final MethodHandle FREE = procedure("rocksdb_free", P);
    private static final MethodHandle READ_OPTIONS_CREATE =
            function("rocksdb_readoptions_create", P);
    private static final MethodHandle READ_OPTIONS_DESTROY =
            procedure("rocksdb_readoptions_destroy", P);
    private static final MethodHandle READ_OPTIONS_SNAPSHOT =
            procedure("rocksdb_readoptions_set_snapshot", P, P);
    private static final MethodHandle READ_OPTIONS_UPPER =
            procedure("rocksdb_readoptions_set_iterate_upper_bound", P, P, JAVA_LONG);
    private static final MethodHandle READ_OPTIONS_LOWER =
            procedure("rocksdb_readoptions_set_iterate_lower_bound", P, P, JAVA_LONG);
    private static final MethodHandle READ_OPTIONS_TRIM_READ_AHEAD =
            procedure("rocksdb_readoptions_set_auto_readahead_size", P, JAVA_BYTE);
    private static final MethodHandle SNAPSHOT_CREATE = function("rocksdb_create_snapshot", P, P);
    private static final MethodHandle SNAPSHOT_RELEASE =
            procedure("rocksdb_release_snapshot", P, P);
    private static final MethodHandle GET_INTO =
            function(
                    "rocksdb_get_into_buffer_cf",
                    JAVA_BYTE,
                    P,
                    P,
                    P,
                    P,
                    JAVA_LONG,
                    P,
                    JAVA_LONG,
                    P,
                    P,
                    P);
    private static final MethodHandle GET_PINNED =
            function("rocksdb_get_pinned_cf", P, P, P, P, P, JAVA_LONG, P);
    private static final MethodHandle PINNED_VALUE =
            function("rocksdb_pinnableslice_value", P, P, P);
    private static final MethodHandle PINNED_DESTROY =
            procedure("rocksdb_pinnableslice_destroy", P);
    private static final MethodHandle MULTI_GET =
            procedure(
                    "rocksdb_batched_multi_get_cf_slice",
                    P,
                    P,
                    P,
                    JAVA_LONG,
                    P,
                    P,
                    P,
                    JAVA_BOOLEAN);
    private static final MethodHandle ITERATOR_CREATE =
            function("rocksdb_create_iterator_cf", P, P, P, P);
    private static final MethodHandle ITERATOR_DESTROY = procedure("rocksdb_iter_destroy", P);
    private static final MethodHandle ITERATOR_VALID = function("rocksdb_iter_valid", JAVA_BYTE, P);
    private static final MethodHandle ITERATOR_FIRST = procedure("rocksdb_iter_seek_to_first", P);
    private static final MethodHandle ITERATOR_LAST = procedure("rocksdb_iter_seek_to_last", P);
    private static final MethodHandle ITERATOR_SEEK =
            procedure("rocksdb_iter_seek", P, P, JAVA_LONG);
    private static final MethodHandle ITERATOR_SEEK_BACK =
            procedure("rocksdb_iter_seek_for_prev", P, P, JAVA_LONG);
    private static final MethodHandle ITERATOR_NEXT = procedure("rocksdb_iter_next", P);
    private static final MethodHandle ITERATOR_PREVIOUS = procedure("rocksdb_iter_prev", P);
    private static final MethodHandle ITERATOR_KEY = function("rocksdb_iter_key", P, P, P);
    private static final MethodHandle ITERATOR_VALUE = function("rocksdb_iter_value", P, P, P);
    private static final MethodHandle ITERATOR_ERROR = procedure("rocksdb_iter_get_error", P, P);
    private static final MethodHandle WRITE_OPTIONS_CREATE =
            function("rocksdb_writeoptions_create", P);
    private static final MethodHandle WRITE_OPTIONS_DESTROY =
            procedure("rocksdb_writeoptions_destroy", P);
    private static final MethodHandle BATCH_FROM =
            function("rocksdb_writebatch_create_from", P, P, JAVA_LONG);

    /**
     * Takes its bytes from the Java heap, which holds the garbage collector up until it returns.
     */
    private static final MethodHandle BATCH_FROM_HEAP =
            LINKER.downcallHandle(
                    symbol("rocksdb_writebatch_create_from"),
                    FunctionDescriptor.of(P, ADDRESS, JAVA_LONG),
                    Linker.Option.critical(true));

    private static final MethodHandle BATCH_DESTROY = procedure("rocksdb_writebatch_destroy", P);
    private static final MethodHandle WRITE = procedure("rocksdb_write", P, P, P, P);
    private static final MethodHandle PUT =
            procedure("rocksdb_put_cf", P, P, P, P, JAVA_LONG, P, JAVA_LONG, P);
    private static final MethodHandle DELETE =
            procedure("rocksdb_delete_cf", P, P, P, P, JAVA_LONG, P);
    private static final MethodHandle FLUSH_WAL = procedure("rocksdb_flush_wal", P, JAVA_BYTE, P);

    private static final MethodHandle STATISTICS_LEVEL =
            function("rocksdb_options_get_statistics_level", JAVA_INT, P);
    private static final MethodHandle SET_STATISTICS_LEVEL =
            procedure("rocksdb_options_set_statistics_level", P, JAVA_INT);

    private RocksC() {}

    /** Links every function. Returns why it cannot be done, or null. */
    static @Nullable String missing() {
        try {
            return WRITE == null ? "not initialised" : null;
        } catch (LinkageError e) {
            return e.toString();
        }
    }

    static void free(long pointer) {
        try {
            FREE.invokeExact(pointer);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long readOptionsCreate() {
        try {
            return (long) READ_OPTIONS_CREATE.invokeExact();
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void readOptionsDestroy(long options) {
        try {
            READ_OPTIONS_DESTROY.invokeExact(options);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void readOptionsSnapshot(long options, long snapshot) {
        try {
            READ_OPTIONS_SNAPSHOT.invokeExact(options, snapshot);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void readOptionsUpperBound(long options, long key, long length) {
        try {
            READ_OPTIONS_UPPER.invokeExact(options, key, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void readOptionsLowerBound(long options, long key, long length) {
        try {
            READ_OPTIONS_LOWER.invokeExact(options, key, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void readOptionsTrimReadAhead(long options, boolean trim) {
        try {
            READ_OPTIONS_TRIM_READ_AHEAD.invokeExact(options, (byte) (trim ? 1 : 0));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long snapshotCreate(long database) {
        try {
            return (long) SNAPSHOT_CREATE.invokeExact(database);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void snapshotRelease(long database, long snapshot) {
        try {
            SNAPSHOT_RELEASE.invokeExact(database, snapshot);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /**
     * Returns false when the buffer was too small or nothing was found; the length is then the
     * value's, if found.
     */
    static boolean getInto(
            long database,
            long options,
            long family,
            long key,
            long keyLength,
            long buffer,
            long room,
            long lengthCell,
            long foundCell,
            long errorCell) {
        try {
            return (byte)
                            GET_INTO.invokeExact(
                                    database,
                                    options,
                                    family,
                                    key,
                                    keyLength,
                                    buffer,
                                    room,
                                    lengthCell,
                                    foundCell,
                                    errorCell)
                    != 0;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long getPinned(
            long database, long options, long family, long key, long keyLength, long errorCell) {
        try {
            return (long)
                    GET_PINNED.invokeExact(database, options, family, key, keyLength, errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long pinnedValue(long pinned, long lengthCell) {
        try {
            return (long) PINNED_VALUE.invokeExact(pinned, lengthCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void pinnedDestroy(long pinned) {
        try {
            PINNED_DESTROY.invokeExact(pinned);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void multiGet(
            long database,
            long options,
            long family,
            long count,
            long keySlices,
            long values,
            long errors) {
        try {
            MULTI_GET.invokeExact(
                    database, options, family, count, keySlices, values, errors, false);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long iteratorCreate(long database, long options, long family) {
        try {
            return (long) ITERATOR_CREATE.invokeExact(database, options, family);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorDestroy(long iterator) {
        try {
            ITERATOR_DESTROY.invokeExact(iterator);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean iteratorValid(long iterator) {
        try {
            return (byte) ITERATOR_VALID.invokeExact(iterator) != 0;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorFirst(long iterator) {
        try {
            ITERATOR_FIRST.invokeExact(iterator);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorLast(long iterator) {
        try {
            ITERATOR_LAST.invokeExact(iterator);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorSeek(long iterator, long key, long length) {
        try {
            ITERATOR_SEEK.invokeExact(iterator, key, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorSeekBack(long iterator, long key, long length) {
        try {
            ITERATOR_SEEK_BACK.invokeExact(iterator, key, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorNext(long iterator) {
        try {
            ITERATOR_NEXT.invokeExact(iterator);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorPrevious(long iterator) {
        try {
            ITERATOR_PREVIOUS.invokeExact(iterator);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long iteratorKey(long iterator, long lengthCell) {
        try {
            return (long) ITERATOR_KEY.invokeExact(iterator, lengthCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long iteratorValue(long iterator, long lengthCell) {
        try {
            return (long) ITERATOR_VALUE.invokeExact(iterator, lengthCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void iteratorError(long iterator, long errorCell) {
        try {
            ITERATOR_ERROR.invokeExact(iterator, errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long writeOptionsCreate() {
        try {
            return (long) WRITE_OPTIONS_CREATE.invokeExact();
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void writeOptionsDestroy(long options) {
        try {
            WRITE_OPTIONS_DESTROY.invokeExact(options);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long batchFrom(long representation, long length) {
        try {
            return (long) BATCH_FROM.invokeExact(representation, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Copies a batch of moderate length, and neither waits nor calls back. */
    static long batchFrom(byte[] representation, long length) {
        try {
            return (long)
                    BATCH_FROM_HEAP.invokeExact(MemorySegment.ofArray(representation), length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void batchDestroy(long batch) {
        try {
            BATCH_DESTROY.invokeExact(batch);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void write(long database, long options, long batch, long errorCell) {
        try {
            WRITE.invokeExact(database, options, batch, errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void put(
            long database,
            long options,
            long family,
            long key,
            long keyLength,
            long value,
            long valueLength,
            long errorCell) {
        try {
            PUT.invokeExact(
                    database, options, family, key, keyLength, value, valueLength, errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void delete(
            long database, long options, long family, long key, long keyLength, long errorCell) {
        try {
            DELETE.invokeExact(database, options, family, key, keyLength, errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void flushWal(long database, boolean sync, long errorCell) {
        try {
            FLUSH_WAL.invokeExact(database, (byte) (sync ? 1 : 0), errorCell);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int statisticsLevel(long options) {
        try {
            return (int) STATISTICS_LEVEL.invokeExact(options);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void setStatisticsLevel(long options, int level) {
        try {
            SET_STATISTICS_LEVEL.invokeExact(options, level);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static MethodHandle procedure(String name, ValueLayout... parameters) {
        return link(name, FunctionDescriptor.ofVoid(parameters));
    }

    private static MethodHandle function(
            String name, ValueLayout result, ValueLayout... parameters) {
        return link(name, FunctionDescriptor.of(result, parameters));
    }

    private static MethodHandle link(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(symbol(name), descriptor);
    }

    private static MemorySegment symbol(String name) {
        return LIBRARY.find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name));
    }

    private static RuntimeException unexpected(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }
}
