package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Cursor;
import io.cairn.api.Snapshot;
import io.cairn.api.Stats;
import io.cairn.api.Transaction;
import io.cairn.api.Watch;
import io.cairn.bytes.KeyRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counters: all there, and true. */
class StatsContract extends DatabaseContract {

    @Override
    boolean needsNewDatabase() {
        return true;
    }

    @Test
    @DisplayName("S22 every documented counter is there, and none is negative")
    void names() {
        db.put(b("k"), b("v"));
        assertThat(db.stats().counters())
                .containsKeys(
                        "keys_count",
                        "keys_count_exact",
                        "bytes_written",
                        "bytes_read",
                        "transactions_committed",
                        "transactions_aborted",
                        "queries_executed",
                        "cache_hits",
                        "cache_misses",
                        "memtable_size_bytes",
                        "wal_size_bytes",
                        "disk_size_bytes",
                        "last_checkpoint_lsn",
                        "last_commit_lsn",
                        "active_transactions",
                        "open_cursors",
                        "open_snapshots",
                        "open_watches")
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotNegative());
        assertThat(db.stats().get("no such counter")).isZero();
    }

    @Test
    @DisplayName("S22 keys and bytes of a thousand puts")
    void written() {
        Stats before = db.stats();
        long bytes = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] key = b("key:" + i);
            byte[] value = b("value:" + i);
            bytes += key.length + value.length;
            db.put(key, value);
        }
        Stats growth = db.stats().minus(before);
        assertThat(growth.get("bytes_written")).isGreaterThanOrEqualTo(15_780).isEqualTo(bytes);
        assertThat(growth.get("transactions_committed")).isGreaterThanOrEqualTo(1_000);
        assertKeys(1_000);
        for (int i = 0; i < 1_000; i += 2) {
            db.delete(b("key:" + i));
        }
        if (db.stats().get("keys_count_exact") == 1) {
            assertKeys(500);
        }
    }

    private void assertKeys(long expected) {
        Stats stats = db.stats();
        if (stats.get("keys_count_exact") == 1) {
            assertThat(stats.get("keys_count")).isEqualTo(expected);
        } else {
            assertThat(stats.get("keys_count")).isBetween(expected / 2, expected * 2);
        }
    }

    @Test
    @DisplayName("S22 commits and aborts")
    void transactions() {
        Stats before = db.stats();
        for (int i = 0; i < 10; i++) {
            try (Transaction tx = db.begin()) {
                tx.put(b("k"), b("v"));
                if (i % 2 == 0) {
                    tx.abort();
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            try (Transaction tx = db.begin()) {
                tx.put(b("k"), b("v"));
                tx.commit();
            }
        }
        Stats growth = db.stats().minus(before);
        assertThat(growth.get("transactions_aborted")).isEqualTo(10);
        assertThat(growth.get("transactions_committed")).isEqualTo(3);
    }

    @Test
    @DisplayName("bytes read are counted, through every door")
    void read() {
        Data.putAll(db, "k1", "12345678", "k2", "12345678");
        db.get(b("k1"));
        long one = db.stats().get("bytes_read");
        assertThat(one).isPositive();
        db.getAll(keys("k1", "k2"));
        long two = db.stats().get("bytes_read");
        assertThat(two - one).isGreaterThanOrEqualTo(16);
        try (Cursor cursor = db.scan(KeyRange.all())) {
            assertThat(Data.rest(cursor)).isNotEmpty();
        }
        assertThat(db.stats().get("bytes_read") - two).isGreaterThanOrEqualTo(16);
    }

    @Test
    @DisplayName("what is open is counted, and no longer once closed")
    void open() {
        try (Transaction tx = db.begin();
                Snapshot snapshot = db.snapshot();
                Cursor ofDatabase = db.scan(KeyRange.all());
                Cursor ofTransaction = tx.scan(KeyRange.all());
                Cursor ofSnapshot = snapshot.scan(KeyRange.all());
                Watch watch = db.watch(b("k"))) {
            Stats stats = db.stats();
            assertThat(stats.get("active_transactions")).isEqualTo(1);
            assertThat(stats.get("open_snapshots")).isEqualTo(1);
            assertThat(stats.get("open_cursors")).isEqualTo(3);
            assertThat(stats.get("open_watches")).isEqualTo(1);
            tx.abort();
            assertThat(db.stats().get("active_transactions")).isZero();
            assertThat(db.stats().get("open_cursors")).isEqualTo(2);
        }
        Stats stats = db.stats();
        assertThat(
                        stats.get("open_snapshots")
                                + stats.get("open_cursors")
                                + stats.get("open_watches"))
                .isZero();
    }

    @Test
    @DisplayName("keys of every keyspace count, and the database's own do not")
    void keysOfKeyspaces() {
        db.put(b("a"), b("1"));
        db.in(db.keyspace("one")).put(b("a"), b("1"));
        db.in(db.keyspace("two")).put(b("b"), b("1"));
        assertKeys(3);
        db.dropKeyspace(db.keyspace("two"));
        if (db.stats().get("keys_count_exact") == 1) {
            assertKeys(2);
        }
    }

    @Test
    @DisplayName("the last commit's version is told")
    void versions() {
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("v"));
            assertThat(tx.commit()).isEqualTo(db.stats().get("last_commit_lsn"));
        }
        long checkpoint = db.checkpoint();
        assertThat(db.stats().get("last_checkpoint_lsn")).isEqualTo(checkpoint);
    }
}
