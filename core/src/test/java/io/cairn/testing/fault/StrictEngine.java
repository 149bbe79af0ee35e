package io.cairn.testing.fault;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notes every breach of what core promises an engine: calls after close, two calls at once on one
 * cursor, two applies at once, keys never empty, a lower version reserved before the end, cursors
 * closed before their snapshot and snapshots before the engine. Thread-safe; closing it closes what
 * it wraps.
 */
public final class StrictEngine extends ForwardingEngine {

    private final StorageEngine engine;
    private final ConcurrentLinkedQueue<String> breaches = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean applying = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger snapshots = new AtomicInteger();
    private final AtomicInteger cursors = new AtomicInteger();

    /**
     * Wraps an engine.
     *
     * @param inner the engine that does the work
     */
    public StrictEngine(StorageEngine inner) {
        super(inner);
        this.engine = inner;
    }

    /**
     * Returns what core did wrong so far.
     *
     * @return one line for each breach, with the place
     */
    public List<String> breaches() {
        return List.copyOf(breaches);
    }

    @Override
    protected EngineSnapshot wrap(EngineSnapshot view) {
        return new StrictSnapshot(view, false);
    }

    @Override
    public EngineSnapshot snapshot() {
        alive("snapshot");
        snapshots.incrementAndGet();
        return new StrictSnapshot(engine.snapshot(), true);
    }

    @Override
    public void apply(WriteBatch batch) {
        alive("apply");
        if (settled.get()) {
            breach("apply after a lower version was reserved");
        }
        if (!applying.compareAndSet(false, true)) {
            breach("two applies at once");
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.kind(i) != WriteBatch.Kind.DELETE_RANGE && batch.key(i).length == 0) {
                breach("an empty key in a batch");
            }
        }
        try {
            super.apply(batch);
        } finally {
            applying.set(false);
        }
    }

    @Override
    public void reserveVersion(long version) {
        alive("reserveVersion");
        if (applying.get()) {
            breach("a version reserved while a batch is applied");
        }
        settled.set(version <= engine.reservedVersion());
        super.reserveVersion(version);
    }

    @Override
    public void sync() {
        alive("sync");
        super.sync();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (snapshots.get() != 0 || cursors.get() != 0) {
                breach("closed with " + snapshots + " snapshots and " + cursors + " cursors open");
            }
            super.close();
        }
    }

    private void alive(String call) {
        if (closed.get()) {
            breach(call + " after close");
        }
    }

    private void breach(String text) {
        StringBuilder line = new StringBuilder(text);
        StackWalker.getInstance()
                .forEach(frame -> {
                    if (!frame.getClassName().startsWith("io.cairn.testing.fault.")
                            && frame.getClassName().startsWith("io.cairn.")) {
                        line.append("\n    at ").append(frame);
                    }
                });
        breaches.add(line.toString());
    }

    private final class StrictSnapshot extends ForwardingSnapshot {

        private final boolean counted;
        private final AtomicInteger own = new AtomicInteger();
        private final AtomicBoolean done = new AtomicBoolean();

        StrictSnapshot(EngineSnapshot inner, boolean counted) {
            super(inner);
            this.counted = counted;
        }

        @Override
        public byte @Nullable [] get(int keyspace, byte[] key) {
            usable("get");
            return super.get(keyspace, key);
        }

        @Override
        public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
            usable("getAll");
            return super.getAll(keyspace, keys);
        }

        @Override
        public <R extends @Nullable Object> @Nullable R read(
                int keyspace, byte[] key, SegmentReader<R> reader) {
            usable("read");
            return super.read(keyspace, key, reader);
        }

        @Override
        public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
            usable("cursor");
            cursors.incrementAndGet();
            own.incrementAndGet();
            return new StrictCursor(super.cursor(keyspace, range, direction), own);
        }

        @Override
        public void close() {
            if (counted && done.compareAndSet(false, true)) {
                if (own.get() != 0) {
                    breach("a snapshot closed before " + own + " of its cursors");
                }
                snapshots.decrementAndGet();
                super.close();
            }
        }

        private void usable(String call) {
            alive(call);
            if (done.get()) {
                breach(call + " on a closed snapshot");
            }
        }
    }

    private final class StrictCursor extends ForwardingCursor {

        private final AtomicInteger owner;
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicBoolean done = new AtomicBoolean();

        StrictCursor(EngineCursor inner, AtomicInteger owner) {
            super(inner);
            this.owner = owner;
        }

        @Override
        public boolean next() {
            alive("next");
            if (done.get()) {
                breach("next on a closed cursor");
            }
            if (!busy.compareAndSet(false, true)) {
                breach("two calls at once on one cursor");
            }
            try {
                return super.next();
            } finally {
                busy.set(false);
            }
        }

        @Override
        public void close() {
            if (done.compareAndSet(false, true)) {
                if (busy.get()) {
                    breach("a cursor closed while it steps");
                }
                owner.decrementAndGet();
                cursors.decrementAndGet();
                super.close();
            }
        }
    }
}
