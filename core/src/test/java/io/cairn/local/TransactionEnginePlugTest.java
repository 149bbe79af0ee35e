package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.ConflictException;
import io.cairn.error.UnsupportedRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An engine that decides conflicts itself is enough: everything above works on it unchanged,
 * without the optimistic manager.
 */
class TransactionEnginePlugTest {

    private final FirstCommitterWinsEngine engine = new FirstCommitterWinsEngine();
    private final Database db =
            LocalDatabase.open(engine, Durability.BUFFERED, Limits.defaults(), Components.system());

    @AfterEach
    void close() {
        db.close();
        assertThat(engine.isClosed()).isTrue();
        assertThat(engine.openViews()).isZero();
    }

    @Test
    void readsWritesAndScans() {
        db.putAll(
                List.of(
                        new Entry(b("a/x"), b("1")),
                        new Entry(b("a/y"), b("2")),
                        new Entry(b("b"), b("3"))));
        assertThat(db.put(b("b"), b("!"), Modes.of(Mode.APPEND))).isEqualTo(PutOutcome.WRITTEN);
        assertThat(db.get(b("b"))).isEqualTo(b("3!"));
        assertThat(db.take(b("b"))).isEqualTo(b("3!"));
        assertThat(db.children(KeyPath.of("a"), null, 9)).hasSize(2);
        assertThat(db.listKeys(ListRequest.first(9)).keys()).containsExactly(b("a/x"), b("a/y"));
        try (Cursor cursor = db.scan(KeyRange.all(), ScanOptions.all().reverse())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).isEqualTo(b("a/y"));
        }
        db.deleteSubtree(KeyPath.of("a"));
        assertThat(db.count(KeyRange.all())).isZero();
        var keyspace = db.keyspace("one");
        db.in(keyspace).put(b("k"), b("v"));
        assertThat(db.get(b("k"))).isNull();
        db.dropKeyspace(keyspace);
    }

    @Test
    void itsConflictsAreRetried() {
        AtomicInteger runs = new AtomicInteger();
        db.put(b("n"), b("0"));
        db.transact(tx -> {
            byte[] seen = tx.get(b("n"));
            if (runs.incrementAndGet() < 3) {
                db.put(b("n"), b("other " + runs));
            }
            tx.put(b("copy"), seen);
            return true;
        });
        assertThat(runs).hasValue(3);
        assertThat(db.get(b("copy"))).isEqualTo(b("other 2"));
        try (Transaction loser = db.begin()) {
            loser.get(b("n"));
            loser.put(b("m"), b(""));
            db.put(b("n"), b("newer"));
            assertThatThrownBy(loser::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    void itsVersionsWatchesAndCountersShowThrough() throws Exception {
        long before = db.checkpoint();
        try (Snapshot snapshot = db.snapshot();
                var watch = db.watch(b("k"))) {
            assertThat(watch.fired()).isFalse();
            db.put(b("k"), b("v"));
            assertThat(watch.await(Duration.ofSeconds(30))).isTrue();
            assertThat(snapshot.get(b("k"))).isNull();
            assertThat(snapshot.version()).isEqualTo(before);
        }
        var taker =
                OnThreads.start(
                        () -> db.await(b("w"), Modes.of(Mode.CONSUME), Duration.ofSeconds(30)));
        db.put(b("w"), b("item"));
        assertThat(taker.result())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(b("item")));
        assertThat(db.stats().counters())
                .containsEntry("keys_count", 7_777L)
                .containsEntry("last_commit_lsn", engine.version())
                .containsEntry("wal_size_bytes", 0L)
                .containsEntry("open_watches", 0L);
        assertThatThrownBy(() -> db.exportTo(Path.of("never-made")))
                .isInstanceOf(UnsupportedRequestException.class);
    }
}
