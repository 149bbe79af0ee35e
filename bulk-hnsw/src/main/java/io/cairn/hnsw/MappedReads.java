package io.cairn.hnsw;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.hnsw.file.IndexFile;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Says in Cairn's exceptions what goes wrong while an open index is read: it was closed meanwhile,
 * a number in it leads out of it, or the device failed. Thread-safe; closing it closes the file.
 */
final class MappedReads {

    private final IndexFile file;
    private volatile boolean closed;

    MappedReads(IndexFile file) {
        this.file = file;
    }

    /** Does something that reads the mapping. */
    <T> T read(Supplier<T> reading) {
        if (closed) {
            throw ClosedException.closed("index");
        }
        try {
            return reading.get();
        } catch (CallersException e) {
            throw e.failure;
        } catch (IndexOutOfBoundsException e) {
            throw damaged(e);
        } catch (IllegalStateException e) {
            if (closed) {
                throw ClosedException.closed("index");
            }
            throw e;
        } catch (InternalError e) {
            throw file.explain(e);
        }
    }

    /** Keeps what a caller's filter throws from being taken for damage. */
    static LongPredicate callers(LongPredicate filter) {
        return id -> {
            try {
                return filter.test(id);
            } catch (RuntimeException e) {
                throw new CallersException(e);
            }
        };
    }

    /** Carries what a caller's code has thrown out of a search. */
    private static final class CallersException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException failure;

        CallersException(RuntimeException failure) {
            super(failure.getMessage(), failure, false, false);
            this.failure = failure;
        }
    }

    private CorruptionException damaged(IndexOutOfBoundsException e) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "a number in the file leads out of it; build the index again, and check the disk",
                e,
                "file",
                file.path(),
                "section",
                "LEVEL0_LINKS, LEVELS, UPPER_OFFSETS or UPPER_LINKS");
    }

    void close() {
        closed = true;
        file.close();
    }
}
