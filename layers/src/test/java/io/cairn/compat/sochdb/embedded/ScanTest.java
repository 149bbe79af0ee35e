package io.cairn.compat.sochdb.embedded;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scans, streaming and in batches. */
class ScanTest {

    private static final byte[] NONE = {};

    @TempDir private Path directory;

    private static List<String> keys(Scan scan) {
        List<String> keys = new ArrayList<>();
        for (Entry entry : scan) {
            keys.add(text(entry.key()));
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void check18BatchesGiveWhatScansGive(Store store) {
        int count = 100_000;
        byte[] start = utf8("user:");
        byte[] end = utf8("user;");
        try (Opened open = Opened.of(store, directory)) {
            List<String> expected = new ArrayList<>();
            open.db()
                    .withTransaction(txn -> {
                        txn.put(utf8("user"), NONE);
                        txn.put(end, NONE);
                        for (int i = 0; i < count; i++) {
                            String key = "user:" + (1_000_000 + i);
                            txn.put(utf8(key), utf8("data_" + i));
                            expected.add(key);
                        }
                    });
            assertThat(keys(open.db().scan(start, end))).isEqualTo(expected);
            try (Transaction txn = open.db().transaction()) {
                assertThat(keys(txn.scan(start, end))).isEqualTo(expected);
                for (int batchSize : new int[] {100, 5_000}) {
                    assertThat(keys(txn.scanBatched(start, end, batchSize))).isEqualTo(expected);
                }
                assertThat(keys(txn.scanBatched(start, end))).isEqualTo(expected);
                byte[] early = utf8("user:1001000");
                for (int batchSize : new int[] {1, 3, 1_000, 1_001, 0, -5}) {
                    assertThat(keys(txn.scanBatched(start, early, batchSize)))
                            .isEqualTo(expected.subList(0, 1_000));
                }
            }
            assertThat(open.db().stats())
                    .containsEntry("open_cursors", 0L)
                    .containsEntry("open_snapshots", 0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check19APrefixIsOnlyItsOwn(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            for (String key :
                    List.of(
                            "log:2024-01-14:9",
                            "log:2024-01-15",
                            "log:2024-01-15:",
                            "log:2024-01-15:1",
                            "log:2024-01-15;",
                            "log:2024-01-16:1")) {
                db.put(utf8(key), NONE);
            }
            assertThat(keys(db.scanPrefix(utf8("log:2024-01-15:"))))
                    .containsExactly("log:2024-01-15:", "log:2024-01-15:1");
            assertThat(keys(db.scanPrefix(utf8("l")))).hasSize(6);
            assertThat(keys(db.scanPrefix(NONE))).hasSize(6);

            byte[] highest = {(byte) 0xFF, (byte) 0xFF};
            byte[] higher = {(byte) 0xFF, (byte) 0xFF, 1};
            db.put(new byte[] {(byte) 0xFF}, NONE);
            db.put(highest, NONE);
            db.put(higher, NONE);
            assertThat(db.scanPrefix(highest))
                    .extracting(Entry::key)
                    .containsExactly(highest, higher);
            try (Transaction txn = db.transaction()) {
                assertThat(txn.scanPrefix(highest)).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void check20EmptyRangesGiveNothingAndEmptyBoundsAreNone(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            assertThat(db.scan()).isEmpty();
            assertThat(db.scanBatched(NONE, NONE)).isEmpty();
            db.withTransaction(txn -> {
                for (String key : List.of("a", "b", "c")) {
                    txn.put(utf8(key), NONE);
                }
            });
            assertThat(db.scan(utf8("b"), utf8("a"))).isEmpty();
            assertThat(db.scan(utf8("b"), utf8("b"))).isEmpty();
            assertThat(db.scanBatched(utf8("b"), utf8("a"), 2)).isEmpty();
            assertThat(keys(db.scan(utf8("b"), NONE))).containsExactly("b", "c");
            assertThat(keys(db.scan(NONE, utf8("b")))).containsExactly("a");
            assertThat(keys(db.scanBatched(NONE, NONE, 2))).containsExactly("a", "b", "c");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScanShowsOneState(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            for (String key : List.of("a", "b", "c", "d")) {
                db.put(utf8(key), utf8("old"));
            }
            try (Scan scan = db.scan();
                    Scan batched = db.scanBatched(NONE, NONE, 1)) {
                Iterator<Entry> one = scan.iterator();
                Iterator<Entry> other = batched.iterator();
                one.next();
                other.next();
                db.put(utf8("b"), utf8("new"));
                db.delete(utf8("c"));
                db.put(utf8("e"), utf8("new"));
                List<Entry> rest = List.of(old("b"), old("c"), old("d"));
                assertThat(one).toIterable().containsExactlyElementsOf(rest);
                assertThat(other).toIterable().containsExactlyElementsOf(rest);
            }
        }
    }

    private static Entry old(String key) {
        return new Entry(utf8(key), utf8("old"));
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionsScanHasItsWrites(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            open.db().put(utf8("a"), NONE);
            open.db().put(utf8("b"), NONE);
            try (Transaction txn = open.db().transaction()) {
                txn.delete(utf8("a"));
                txn.put(utf8("c"), NONE);
                assertThat(keys(txn.scan())).containsExactly("b", "c");
                assertThat(keys(txn.scanBatched(NONE, NONE, 1))).containsExactly("b", "c");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAScanReadCountsAsRead(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            open.db().put(utf8("a"), NONE);
            for (boolean inBatches : new boolean[] {false, true}) {
                try (Transaction txn = open.db().transaction()) {
                    int seen = keys(inBatches ? txn.scanBatched(NONE, NONE, 1) : txn.scan()).size();
                    open.db().put(utf8("new " + inBatches), NONE);
                    txn.put(utf8("a"), utf8("seen " + seen));
                    assertThatThrownBy(txn::commit).isInstanceOf(TransactionError.class);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverLeavesEarlyClosesAndThenNothingIsLeftOpen(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            for (String key : List.of("a", "b", "c")) {
                db.put(utf8(key), NONE);
            }
            for (Scan scan : List.of(db.scan(), db.scanBatched(NONE, NONE, 2))) {
                assertThat(scan.iterator().next().key()).isEqualTo(utf8("a"));
                assertThat(scan.iterator().next().key()).isEqualTo(utf8("b"));
                scan.close();
                scan.close();
                assertThatThrownBy(() -> scan.iterator().hasNext())
                        .isInstanceOf(DatabaseError.class)
                        .hasMessageContaining("closed");
            }
            assertThat(db.stats())
                    .containsEntry("open_cursors", 0L)
                    .containsEntry("open_snapshots", 0L);
        }
    }

    @Test
    void anEndedScanStaysEnded() {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            open.db().put(utf8("a"), NONE);
            Scan scan = open.db().scan();
            assertThat(keys(scan)).hasSize(1);
            assertThat(keys(scan)).isEmpty();
            scan.close();
            assertThat(scan.iterator().hasNext()).isFalse();
            assertThatThrownBy(() -> scan.iterator().next())
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScanDoesNotOutliveItsTransaction(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            open.db().put(utf8("a"), NONE);
            Transaction txn = open.db().transaction();
            List<Scan> scans = List.of(txn.scan(), txn.scanBatched(NONE, NONE, 1));
            txn.abort();
            assertThat(scans)
                    .allSatisfy(scan ->
                            assertThatThrownBy(() -> scan.iterator().hasNext())
                                    .isInstanceOf(SochDbError.class));
        }
    }
}
