package io.cairn.hnsw.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has code with vector instructions survive a page of a mapped file that cannot be read. HotSpot
 * turns the signal into an {@link InternalError} where the compiled method contains an access by
 * {@code Unsafe}, of which loads of the Vector API are none: a file that somebody shortens would
 * end the process. Stateless.
 */
final class MappedPages {

    /**
     * To read it plainly marks a method. Not behind a method of its own, which the JIT compiler
     * might not inline; what is read is not used, so the compiled code has no trace of it. Of a
     * memory segment it would cost 6 % of a distance of 128 components.
     */
    static final AtomicInteger MARK = new AtomicInteger();

    private MappedPages() {}
}
