package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadBody;
import io.cairn.api.ReadView;
import io.cairn.api.Registration;
import io.cairn.api.SegmentReads;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Snapshot;
import io.cairn.api.Stats;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionBody;
import io.cairn.api.WriteView;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Closes and opens a database before a read, whenever something may have been written since it was
 * opened and nothing that users hold is open: so what a test reads is what recovery found. Views
 * and keyspaces that users hold stay good. As thread-safe as the database; whoever wrapped it
 * closes it.
 *
 * <p>One reopen costs as much as hundreds of calls; hence a bound on how many there are.
 */
public final class ReopeningDatabase {

    private static final int REOPENS_MAX = 10;

    private static final Set<String> READS =
            Set.of(
                    "get",
                    "exists",
                    "length",
                    "getAll",
                    "existsAll",
                    "lengthAll",
                    "scan",
                    "count",
                    "listKeys",
                    "list",
                    "children",
                    "read",
                    "snapshot",
                    "begin",
                    "transact",
                    "keyspaceNames",
                    "await",
                    "awaitAll",
                    "take",
                    "getInto",
                    "getAllInto",
                    "getPacked",
                    "listPacked",
                    "listInto");

    private static final Set<String> HARMLESS =
            Set.of(
                    "exists",
                    "length",
                    "existsAll",
                    "lengthAll",
                    "scan",
                    "count",
                    "children",
                    "read",
                    "snapshot",
                    "keyspaceNames",
                    "in",
                    "segments",
                    "waiting",
                    "stats",
                    "watch",
                    "close",
                    "addCommitHook");

    private final UnaryOperator<Database> reopen;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Keyspace, String> handles = new IdentityHashMap<>();
    private final Map<String, Keyspace> opened = new HashMap<>();
    private final AtomicInteger hooks = new AtomicInteger();
    private volatile Database current;
    private volatile boolean dirty;
    private volatile boolean closed;
    private int reopens;

    private ReopeningDatabase(Database first, UnaryOperator<Database> reopen) {
        this.current = first;
        this.reopen = reopen;
    }

    /**
     * Wraps a database.
     *
     * @param first the open database
     * @param reopen closes and opens it again
     * @return what behaves like it and is closed with it
     */
    public static Database wrap(Database first, UnaryOperator<Database> reopen) {
        ReopeningDatabase state = new ReopeningDatabase(first, reopen);
        return state.door(Database.class, () -> state.current, true);
    }

    /** Makes an object whose calls go to what the target is at the time of the call. */
    private <T> T door(Class<T> type, Supplier<?> target, boolean reopens) {
        Object proxy =
                Proxy.newProxyInstance(
                        ReopeningDatabase.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                reopens
                                        ? atDoor(target, method, arguments)
                                        : call(target, method, arguments, false));
        return type.cast(proxy);
    }

    private @Nullable Object atDoor(
            Supplier<?> target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (dirty && READS.contains(method.getName())) {
            reopenIfQuiet();
        }
        lock.readLock().lock();
        try {
            closed |= method.getName().equals("close");
            dirty |= !HARMLESS.contains(method.getName());
            return call(target, method, arguments, true);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void reopenIfQuiet() {
        if (lock.writeLock().tryLock()) {
            try {
                if (!closed
                        && hooks.get() == 0
                        && reopens < REOPENS_MAX
                        && isQuiet(current.stats())) {
                    reopens++;
                    current = reopen.apply(current);
                    dirty = false;
                    synchronized (this) {
                        opened.replaceAll((name, before) -> current.keyspace(name));
                    }
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    private static boolean isQuiet(Stats stats) {
        return stats.get("open_cursors")
                        + stats.get("open_snapshots")
                        + stats.get("open_watches")
                        + stats.get("active_transactions")
                == 0;
    }

    private @Nullable Object call(
            Supplier<?> target,
            Method method,
            @Nullable Object @Nullable [] arguments,
            boolean reopens)
            throws Throwable {
        @Nullable Object[] translated = new Object[arguments == null ? 0 : arguments.length];
        for (int i = 0; i < translated.length; i++) {
            translated[i] = translate(arguments[i]);
        }
        Object result;
        try {
            result = method.invoke(target.get(), translated);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        return switch (result) {
            case Transaction tx -> door(Transaction.class, () -> tx, false);
            case Snapshot snapshot -> door(Snapshot.class, () -> snapshot, false);
            case Database.Waiting unused ->
                    again(Database.Waiting.class, target, method, arguments, reopens);
            case SegmentWrites unused ->
                    again(SegmentWrites.class, target, method, arguments, reopens);
            case SegmentReads unused ->
                    again(SegmentReads.class, target, method, arguments, reopens);
            case WriteView unused when isView(method) ->
                    again(WriteView.class, target, method, arguments, reopens);
            case ReadView unused when isView(method) ->
                    again(ReadView.class, target, method, arguments, reopens);
            case Keyspace keyspace -> known(keyspace);
            case Registration registration -> counted(registration);
            case null -> dropped(method, arguments);
            default -> result;
        };
    }

    private static boolean isView(Method method) {
        return List.of("in", "untracked").contains(method.getName());
    }

    /** Makes a door to what the same call on the same object gives at any time. */
    private <T> T again(
            Class<T> type,
            Supplier<?> target,
            Method method,
            @Nullable Object @Nullable [] arguments,
            boolean reopens) {
        Supplier<Object> fresh =
                () -> {
                    try {
                        return method.invoke(
                                target.get(), arguments == null ? null : translateAll(arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof RuntimeException cause
                                ? cause
                                : new IllegalStateException(e);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                };
        return door(type, fresh, reopens);
    }

    private @Nullable Object[] translateAll(@Nullable Object[] arguments) {
        @Nullable Object[] translated = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            translated[i] = translate(arguments[i]);
        }
        return translated;
    }

    private @Nullable Object translate(@Nullable Object argument) {
        if (argument instanceof Keyspace keyspace) {
            return translate(keyspace);
        }
        if (argument instanceof TransactionBody<?, ?> body) {
            TransactionBody<?, Exception> outer =
                    tx -> body.run(door(Transaction.class, () -> tx, false));
            return outer;
        }
        if (argument instanceof ReadBody<?, ?> body) {
            ReadBody<?, Exception> outer =
                    view -> body.run(door(ReadView.class, () -> view, false));
            return outer;
        }
        return argument;
    }

    /**
     * Returns the open database's own handle for one that users hold; dropped and foreign ones stay
     * what they are.
     */
    private synchronized Keyspace translate(Keyspace keyspace) {
        String name = handles.get(keyspace);
        return name == null ? keyspace : opened.getOrDefault(name, keyspace);
    }

    private synchronized Keyspace known(Keyspace keyspace) {
        handles.put(keyspace, keyspace.name());
        opened.put(keyspace.name(), keyspace);
        return keyspace;
    }

    private synchronized @Nullable Object dropped(
            Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getName().equals("dropKeyspace")
                && arguments != null
                && arguments[0] instanceof Keyspace keyspace) {
            handles.values().removeIf(keyspace.name()::equals);
            opened.remove(keyspace.name());
        }
        return null;
    }

    private Registration counted(Registration registration) {
        hooks.incrementAndGet();
        AtomicInteger once = new AtomicInteger();
        return () -> {
            registration.close();
            if (once.getAndIncrement() == 0) {
                hooks.decrementAndGet();
            }
        };
    }
}
