package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Registration;
import io.cairn.api.SegmentReads;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wrong use gives an exception that says so, never a crash and never silence. */
class MisuseContract extends DatabaseContract {

    /**
     * A collection stops everybody, the thread that closes what was collected too: so not at every
     * look.
     */
    private static final int LOOKS_PER_COLLECTION = 500;

    /** An object of each kind, under a name, with the interface by which users know it. */
    private record Held(Class<?> type, Object object, String... fine) {}

    private Map<String, Held> everything(Database database, Keyspace keyspace) {
        Map<String, Held> held = new LinkedHashMap<>();
        Transaction tx = database.begin();
        Snapshot snapshot = database.snapshot();
        held.put("waiting", new Held(Database.Waiting.class, database.waiting()));
        held.put(
                "waiting in a keyspace",
                new Held(Database.Waiting.class, database.waiting(keyspace)));
        held.put("view of the database", new Held(WriteView.class, database.in(keyspace)));
        held.put("segments of the database", new Held(SegmentWrites.class, database.segments()));
        held.put("snapshot", new Held(Snapshot.class, snapshot));
        held.put("view of the snapshot", new Held(ReadView.class, snapshot.in(keyspace)));
        held.put("segments of the snapshot", new Held(SegmentReads.class, snapshot.segments()));
        held.put("transaction", new Held(Transaction.class, tx, "id", "state", "abort"));
        held.put("untracked", new Held(ReadView.class, tx.untracked()));
        held.put("view of the transaction", new Held(WriteView.class, tx.in(keyspace)));
        held.put("segments of the transaction", new Held(SegmentWrites.class, tx.segments()));
        held.put("cursor of the transaction", new Held(Cursor.class, tx.scan(KeyRange.all())));
        held.put("cursor of the snapshot", new Held(Cursor.class, snapshot.scan(KeyRange.all())));
        held.put("cursor of the database", new Held(Cursor.class, database.scan(KeyRange.all())));
        held.put("watch", new Held(Watch.class, database.watch(b("k"))));
        return held;
    }

    private static List<String> notRefused(String name, Held held, Keyspace keyspace) {
        List<String> wrong = new ArrayList<>();
        List<String> fine = new ArrayList<>(List.of(held.fine()));
        fine.add("close");
        for (Method method : EveryMethod.of(held.type(), fine.toArray(String[]::new))) {
            Throwable thrown =
                    EveryMethod.thrownBy(
                            held.object(), method, EveryMethod.arguments(method, keyspace));
            if (givesAView(method) && thrown == null) {
                continue;
            }
            if (!(thrown instanceof ClosedException
                    || thrown instanceof TransactionStateException)) {
                wrong.add(name + "." + EveryMethod.show(method) + " gave " + thrown);
            }
        }
        return wrong;
    }

    /**
     * Tells whether a method only makes another door; what is behind the door is tested by itself.
     */
    private static boolean givesAView(Method method) {
        return List.of("in", "segments", "waiting", "untracked").contains(method.getName());
    }

    @Test
    @DisplayName("S06 every method of everything is refused after the database was closed")
    void afterDatabaseClose() {
        Keyspace keyspace = db.keyspace("one");
        Map<String, Held> held = everything(db, keyspace);
        db.close();
        db.close();
        List<String> wrong =
                new ArrayList<>(notRefused("database", new Held(Database.class, db), keyspace));
        held.forEach((name, one) -> wrong.addAll(notRefused(name, one, keyspace)));
        assertThat(wrong).isEmpty();
        for (Held one : held.values()) {
            if (one.object() instanceof AutoCloseable closeable) {
                assertThatCode(closeable::close).doesNotThrowAnyException();
            }
        }
    }

    @Test
    @DisplayName("S06 what views and doors of a closed database give is refused too")
    void doorsAfterDatabaseClose() {
        Keyspace keyspace = db.keyspace("one");
        Map<String, Held> doors = new LinkedHashMap<>();
        db.close();
        addDoor(doors, "in", WriteView.class, () -> db.in(keyspace));
        addDoor(doors, "segments", SegmentWrites.class, () -> db.segments());
        addDoor(doors, "waiting", Database.Waiting.class, () -> db.waiting());
        List<String> wrong = new ArrayList<>();
        doors.forEach((name, one) -> wrong.addAll(notRefused(name, one, keyspace)));
        assertThat(wrong).isEmpty();
    }

    private static void addDoor(
            Map<String, Held> doors,
            String name,
            Class<?> type,
            java.util.function.Supplier<Object> door) {
        try {
            doors.put(name, new Held(type, door.get()));
        } catch (ClosedException e) {
            assertThat(e.reason()).isEqualTo(ClosedException.Reason.CLEAN);
        }
    }

    @Test
    @DisplayName(
            "S06 every method is refused after the object itself was closed, and closing again is fine")
    void afterOwnClose() throws Exception {
        Keyspace keyspace = db.keyspace("one");
        Map<String, Held> held = everything(db, keyspace);
        List<String> wrong = new ArrayList<>();
        for (String name :
                List.of(
                        "cursor of the database",
                        "cursor of the snapshot",
                        "cursor of the transaction",
                        "watch",
                        "snapshot",
                        "transaction")) {
            AutoCloseable closeable = (AutoCloseable) held.get(name).object();
            closeable.close();
            wrong.addAll(notRefused(name, held.get(name), keyspace));
            closeable.close();
        }
        for (String name :
                List.of(
                        "view of the snapshot",
                        "segments of the snapshot",
                        "untracked",
                        "view of the transaction",
                        "segments of the transaction")) {
            wrong.addAll(notRefused(name, held.get(name), keyspace));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("S06 removing a commit hook again is fine")
    void hookAfterOwnClose() {
        if (refusesHooks()) {
            return;
        }
        Registration registration = db.addCommitHook(new NoHook());
        registration.close();
        registration.close();
        db.put(b("k"), b("v"));
        assertThat(Data.text(db)).isEqualTo("k=v");
    }

    private static final class NoHook implements io.cairn.api.CommitHook {

        @Override
        public void beforeCommit(WriteView tx, io.cairn.api.ChangeSet changes) {
            // Nothing to check.
        }

        @Override
        public void afterCommit(long version, io.cairn.api.ChangeSet changes) {
            // Nothing to tell.
        }
    }

    @Test
    @DisplayName(
            "closing the database while other threads use it: each gets answers, then a refusal")
    void closeWhileUsed() throws Exception {
        for (int i = 0; i < 500; i++) {
            db.put(b("k%04d".formatted(i)), new byte[200]);
        }
        AtomicInteger rounds = new AtomicInteger();
        try (Together.Threads threads = new Together.Threads()) {
            List<Future<Boolean>> users = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int kind = i;
                users.add(threads.start(() -> useUntilClosed(kind, rounds)));
            }
            Together.until("all are busy", () -> rounds.get() > 60);
            db.close();
            for (Future<Boolean> user : users) {
                assertThat(user.get()).isTrue();
            }
        }
    }

    private boolean useUntilClosed(int kind, AtomicInteger rounds) {
        for (int i = 0; i < 10_000_000; i++) {
            try {
                use(kind, i);
                rounds.incrementAndGet();
            } catch (ClosedException | TransactionStateException e) {
                return true;
            }
        }
        return false;
    }

    private void use(int kind, int round) {
        switch (kind) {
            case 0 -> {
                try (Cursor cursor = db.scan(KeyRange.all())) {
                    while (cursor.next()) {
                        assertThat(cursor.valueSegment().byteSize()).isEqualTo(200);
                    }
                }
            }
            case 1 -> {
                try (Snapshot snapshot = db.snapshot()) {
                    assertThat(snapshot.count(KeyRange.all())).isEqualTo(500);
                }
            }
            case 2 -> assertThat(db.get(b("k0007"))).hasSize(200);
            case 3 -> db.put(b("k%04d".formatted(round % 500)), new byte[200]);
            case 4 -> db.transact(tx -> tx.count(KeyRange.all()));
            default -> db.segments().read(Data.segment("k0001"), lent -> lent.byteSize());
        }
    }

    @Test
    @DisplayName("one cursor in two threads: steps or refusals, never a crash, and no entry twice")
    void cursorInTwoThreads() throws Exception {
        int entries = 2_000;
        List<io.cairn.api.Entry> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            all.add(Data.entry("k%04d".formatted(i), "v"));
        }
        db.putAll(all);
        AtomicInteger steps = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        try (Cursor cursor = db.scan(KeyRange.all())) {
            Together.run(
                    3,
                    worker -> {
                        while (!ended.get()) {
                            try {
                                if (cursor.next()) {
                                    steps.incrementAndGet();
                                } else {
                                    ended.set(true);
                                }
                            } catch (CairnException e) {
                                assertThat(e).isInstanceOf(TransactionStateException.class);
                            }
                        }
                    });
        }
        assertThat(steps).hasValue(entries);
    }

    @Test
    @DisplayName("closing a cursor while another thread steps it")
    void cursorClosedElsewhere() throws Exception {
        for (int i = 0; i < 300; i++) {
            db.put(b("k%03d".formatted(i)), b("v"));
        }
        for (int round = 0; round < 20; round++) {
            Cursor cursor = db.scan(KeyRange.all());
            Together.run(
                    2,
                    worker -> {
                        try {
                            if (worker == 0) {
                                cursor.close();
                            } else {
                                Data.rest(cursor);
                            }
                        } catch (CairnException e) {
                            assertThat(e)
                                    .isInstanceOfAny(
                                            ClosedException.class, TransactionStateException.class);
                        }
                    });
            cursor.close();
        }
    }

    @Test
    @DisplayName("ten thousand forgotten cursors are closed when they are collected, and logged")
    void leakedCursors() {
        db.put(b("k"), b("v"));
        bench.expectWarning("cursor");
        for (int i = 0; i < 10_000; i++) {
            db.scan(KeyRange.all()).next();
        }
        assertCollected("open_cursors");
        assertThat(Data.text(db)).isEqualTo("k=v");
    }

    @Test
    @DisplayName(
            "forgotten snapshots, transactions and watches are closed when they are collected, and logged")
    void leakedOthers() {
        for (String kind : List.of("snapshot", "transaction", "watch")) {
            bench.expectWarning(kind);
        }
        for (int i = 0; i < 100; i++) {
            db.snapshot().get(b("k"));
            db.begin().get(b("k"));
            db.watch(b("k")).fired();
        }
        assertCollected("open_snapshots");
        assertCollected("active_transactions");
        assertCollected("open_watches");
        db.put(b("k"), b("v"));
    }

    private void assertCollected(String counter) {
        long[] last = {Long.MAX_VALUE};
        int[] looks = new int[1];
        Together.until(
                counter + " is 0",
                () -> {
                    long open = db.stats().get(counter);
                    if (open == last[0] && looks[0]++ % LOOKS_PER_COLLECTION == 0) {
                        System.gc();
                    }
                    last[0] = open;
                    return open == 0;
                });
    }
}
