package io.cairn.occ;

import io.cairn.engine.EngineWatch;
import io.cairn.error.ClosedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A watch on one key. Fires once, or ends by being closed. Thread-safe. */
final class KeyWatch implements EngineWatch {

    private final WatchRegistry registry;
    private final Object owner;
    private final long since;
    private final int keyspace;
    private final byte[] key;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean fired;

    KeyWatch(WatchRegistry registry, Object owner, long since, int keyspace, byte[] key) {
        this.registry = registry;
        this.owner = owner;
        this.since = since;
        this.keyspace = keyspace;
        this.key = key;
    }

    int keyspace() {
        return keyspace;
    }

    byte[] key() {
        return key;
    }

    /**
     * Fires if the commit is news: not contained in the watch's view, and not its own
     * transaction's.
     */
    boolean fire(long version, Object committer) {
        if (version <= since || committer == owner) {
            return false;
        }
        fired = true;
        ended.countDown();
        return true;
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        boolean over = ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (over && !fired) {
            throw ClosedException.closed("watch");
        }
        return over;
    }

    @Override
    public boolean fired() {
        return fired;
    }

    @Override
    public void close() {
        registry.remove(this);
        ended.countDown();
    }
}
