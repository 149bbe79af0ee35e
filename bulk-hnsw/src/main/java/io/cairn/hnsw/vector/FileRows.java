package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import java.lang.foreign.MemorySegment;

/** Rows of a file; a file that is shortened meanwhile gives an exception. */
abstract class FileRows extends RowSource {

    private final FileBytes bytes;

    FileRows(FileBytes bytes, int dimension, long count) {
        super(bytes.name(), dimension, count);
        this.bytes = bytes;
    }

    final FileBytes bytes() {
        return bytes;
    }

    /** Writes rows by {@link FileBytes#copy}. */
    abstract void copyRaw(long first, int wanted, MemorySegment rows, long rowBytes);

    @Override
    final void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
        try {
            copyRaw(first, wanted, rows, rowBytes);
            bytes.checkLength();
        } catch (InternalError e) {
            throw bytes.fault(e);
        }
    }

    @Override
    final CairnException fault(InternalError e) {
        return bytes.fault(e);
    }

    @Override
    final void checkUnchanged() {
        bytes.checkLength();
    }

    /** Releases memory besides the file. */
    void releaseMemory() {}

    @Override
    final void release() {
        releaseMemory();
        bytes.close();
    }
}
