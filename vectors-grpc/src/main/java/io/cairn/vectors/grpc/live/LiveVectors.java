package io.cairn.vectors.grpc.live;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.LimitException;
import io.cairn.vectors.grpc.file.SharedIndex;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of an index: the graph, the logs, and how they get from these to that. Thread-safe.
 *
 * <p>Those who insert queue up; whoever gets the lock first writes for all that wait, as one record
 * with one sync. Linking goes on beside that: the log is closed and another begun, the vectors of
 * the old one are linked and saved, then it is deleted. A crash at any point leaves each vector in
 * a log or in the graph, or in both, and then the graph's counts.
 */
final class LiveVectors {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");

    /** So many components are written as one record, if no single insertion has more. */
    private static final long RECORD_COMPONENTS = 1L << 22;

    private static final long RETRY_NANOS = 10_000_000_000L;

    private final IndexFiles files;
    private final Definition definition;
    private final LiveSettings settings;
    private final Executor background;
    private final Queue<Insertion> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writer = new ReentrantLock();
    private final Condition folded = writer.newCondition();

    /** Ids that are not in the graph. Guarded by writer. */
    private final Set<Long> unsaved = new HashSet<>();

    /** Guarded by writer. */
    private InsertLog log;

    /** Guarded by writer. */
    private boolean folding;

    /** Guarded by writer. */
    private boolean closing;

    /** Guarded by writer. */
    private long foldNotBefore = System.nanoTime();

    /** Null once closed; written under writer. */
    private volatile @Nullable View view;

    private volatile @Nullable CairnException trouble;

    private LiveVectors(
            IndexFiles files,
            Definition definition,
            LiveSettings settings,
            Executor background,
            InsertLog log,
            View view) {
        this.files = files;
        this.definition = definition;
        this.settings = settings;
        this.background = background;
        this.log = log;
        this.view = view;
        addIds(view.frozen());
        addIds(view.active());
    }

    private void addIds(Tail tail) {
        for (int i = 0; i < tail.count(); i++) {
            unsaved.add(tail.id(i));
        }
    }

    static LiveVectors open(
            IndexFiles files, Definition definition, LiveSettings settings, Executor background) {
        Recovery recovered = Recovery.of(files, definition);
        LiveVectors vectors =
                new LiveVectors(
                        files, definition, settings, background, recovered.log(), recovered.view());
        vectors.writer.lock();
        try {
            vectors.foldWhenDue(recovered.view());
        } finally {
            vectors.writer.unlock();
        }
        return vectors;
    }

    /** Returns the present view, held; the caller releases it. */
    View hold() {
        while (true) {
            View now = view;
            if (now == null) {
                throw ClosedException.closed("index");
            }
            if (now.hold()) {
                return now;
            }
        }
    }

    @Nullable CairnException trouble() {
        return trouble;
    }

    InsertOutcome insert(Insertion insertion) {
        waiting.add(insertion);
        writer.lock();
        try {
            while (!insertion.isDone(writer)) {
                try {
                    writeWaiting(roomyView());
                } catch (CairnException e) {
                    waiting.remove(insertion);
                    throw e;
                }
            }
        } finally {
            writer.unlock();
        }
        return insertion.outcome();
    }

    /** Returns the present view when not too much waits for being linked; waits for that. */
    private View roomyView() {
        long patience = settings.patience().toNanos();
        while (true) {
            View now = current();
            long most = settings.stallAt(components(now.graphRows()));
            if (components(now.unsaved()) < most) {
                return now;
            }
            foldWhenDue(now);
            try {
                if (patience > 0 && folding) {
                    patience = folded.awaitNanos(patience);
                    continue;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            CairnException why = trouble;
            throw new LimitException(
                    "vectors come faster than they are linked in; try again later",
                    "waiting",
                    now.unsaved(),
                    "trouble",
                    why == null ? "none" : why.getMessage());
        }
    }

    private View current() {
        View now = view;
        if (now == null) {
            throw ClosedException.closed("index");
        }
        return now;
    }

    private void writeWaiting(View now) {
        List<Insertion> group = new ArrayList<>();
        CairnException failure = Linking.unexpected(files, null);
        try {
            InsertGroup judged = new InsertGroup(now.graph(), unsaved);
            while (components(judged.count()) < RECORD_COMPONENTS && !waiting.isEmpty()) {
                Insertion next = waiting.remove();
                group.add(next);
                judged.add(next);
            }
            write(now, judged);
            failure = null;
        } catch (CairnException e) {
            failure = e;
            trouble = e;
        } finally {
            for (Insertion insertion : group) {
                insertion.finish(failure);
            }
        }
    }

    private void write(View now, InsertGroup judged) {
        if (judged.count() > 0) {
            long[] ids = judged.ids();
            float[][] rows = judged.rows();
            log.append(ids, rows);
            unsaved.addAll(judged.idSet());
            View after = now.withTails(now.frozen(), now.active().with(ids, rows));
            view = after;
            foldWhenDue(after);
        }
    }

    private long components(long rows) {
        return rows * definition.dimension();
    }

    private void foldWhenDue(View now) {
        boolean due =
                now.frozen().count() > 0
                        || components(now.active().count())
                                >= settings.foldAt(components(now.graphRows()));
        if (due
                && !folding
                && !closing
                && !log.isFailed()
                && System.nanoTime() - foldNotBefore >= 0) {
            background.execute(this::fold);
            folding = true;
        }
    }

    private void fold() {
        CairnException failure = null;
        try {
            View frozen = freeze();
            if (frozen != null) {
                SharedIndex grown = Linking.link(files, definition, settings.threads(), frozen);
                publish(frozen, grown);
            }
        } catch (CairnException e) {
            failure = e;
            LOG.log(Level.ERROR, "vectors cannot be linked into " + files.directory(), e);
        } catch (RuntimeException | Error e) {
            failure = Linking.unexpected(files, e);
            LOG.log(Level.ERROR, "vectors cannot be linked into " + files.directory(), e);
        } finally {
            folded(failure);
        }
    }

    private void folded(@Nullable CairnException failure) {
        writer.lock();
        try {
            folding = false;
            if (!log.isFailed()) {
                trouble = failure;
            }
            if (failure != null) {
                foldNotBefore = System.nanoTime() + RETRY_NANOS;
            }
            View now = view;
            if (now != null) {
                foldWhenDue(now);
            }
            folded.signalAll();
        } finally {
            writer.unlock();
        }
    }

    /**
     * Begins a new log, unless vectors are left that could not be linked before. Returns what is to
     * be linked, null when the index was closed.
     */
    private @Nullable View freeze() {
        writer.lock();
        try {
            View now = view;
            if (now == null || now.frozen().count() > 0) {
                return now;
            }
            InsertLog next =
                    InsertLog.create(files.directory(), definition.dimension(), log.number() + 1);
            InsertLog before = log;
            log = next;
            View frozen = now.withTails(now.active(), Tail.EMPTY);
            view = frozen;
            before.close();
            return frozen;
        } finally {
            writer.unlock();
        }
    }

    private void publish(View frozen, SharedIndex grown) {
        long kept;
        writer.lock();
        try {
            View now = current();
            for (int i = 0; i < frozen.frozen().count(); i++) {
                unsaved.remove(frozen.frozen().id(i));
            }
            view = View.of(grown, Tail.EMPTY, now.active());
            kept = log.number();
        } finally {
            writer.unlock();
        }
        frozen.release();
        files.deleteLogsBefore(kept);
    }

    void awaitFolds() {
        writer.lock();
        try {
            while (folding) {
                folded.awaitUninterruptibly();
            }
        } finally {
            writer.unlock();
        }
    }

    /** Waits for what is being linked; then nothing can be done any more. */
    void close() {
        writer.lock();
        try {
            View last = view;
            if (last == null) {
                return;
            }
            closing = true;
            while (folding) {
                folded.awaitUninterruptibly();
            }
            last = current();
            view = null;
            last.release();
            log.close();
        } finally {
            writer.unlock();
        }
    }
}
