package io.cairn.ipc.client;

import static io.cairn.ipc.protocol.Opcode.ABORT;
import static io.cairn.ipc.protocol.Opcode.BEGIN;
import static io.cairn.ipc.protocol.Opcode.COMMIT;
import static io.cairn.ipc.protocol.Opcode.DELETE;
import static io.cairn.ipc.protocol.Opcode.DELETE_RANGE;
import static io.cairn.ipc.protocol.Opcode.GET;
import static io.cairn.ipc.protocol.Opcode.PUT;
import static io.cairn.ipc.protocol.Opcode.RECORD;
import static io.cairn.ipc.protocol.Opcode.SCAN_CLOSE;
import static io.cairn.ipc.protocol.Opcode.SCAN_NEXT;
import static io.cairn.ipc.protocol.Opcode.SCAN_OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ConflictException;
import io.cairn.error.InvalidModeException;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests calls become: as few as can be without changing what they mean. */
class RemoteRequestsTest extends RemoteTest {

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Request request : lines.seen) {
            if (request instanceof TransactionRequest.Record taken) {
                steps.addAll(taken.steps());
            }
        }
        return steps;
    }

    @Test
    void writesOfATransactionTravelWithItsNextRequest() {
        db.transact(tx -> {
            tx.put(b("a"), b("1"));
            tx.delete(b("b"));
            assertThat(seen()).isEmpty();
            tx.get(b("a"));
            assertThat(seen()).containsExactly(BEGIN, RECORD, GET);
            tx.put(b("c"), b("3"));
            return true;
        });
        assertThat(seen()).containsExactly(RECORD, COMMIT);
        assertThat(there.count(KeyRange.all())).isEqualTo(2);
    }

    @Test
    void aBodyThatAsksNothingBeginsAndCommitsAtOnce() {
        db.transact(tx -> 1);
        assertThat(seen()).containsExactly(BEGIN, COMMIT);
        assertThatThrownBy(() ->
                        db.transact(tx -> {
                            tx.put(b("k"), b("v"));
                            throw new IllegalStateException("mine");
                        }))
                .hasMessage("mine");
        assertThat(seen()).isEmpty();
    }

    @Test
    void whatIsHeldBackIsDroppedByAnAbort() {
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("v"));
        }
        assertThat(seen()).containsExactly(BEGIN, ABORT);
    }

    @Test
    void aWriteWhoseKeyspaceIsNotInUseYetIsSent() {
        Keyspace one = db.keyspace("one");
        seen();
        db.transact(tx -> {
            tx.in(one).put(b("k"), b("1"));
            assertThat(seen()).containsExactly(BEGIN, PUT);
            tx.in(one).put(b("k"), b("2"));
            tx.in(one).delete(b("j"));
            assertThat(seen()).isEmpty();
            return true;
        });
        assertThat(seen()).containsExactly(RECORD, COMMIT);
        assertThat(text(there.in(there.keyspace("one")).get(b("k")))).isEqualTo("2");
    }

    @Test
    void longAndManyWritesAreNotHeldBackForEver() {
        db.transact(tx -> {
            tx.put(b("long"), new byte[300_000]);
            assertThat(seen()).containsExactly(BEGIN, PUT);
            for (int i = 0; i < 3; i++) {
                tx.put(b("k" + i), new byte[90_000]);
            }
            assertThat(seen()).containsExactly(RECORD);
            for (int i = 0; i < 5_000; i++) {
                tx.put(b("n" + i), b(""));
            }
            assertThat(seen()).containsExactly(RECORD);
            return true;
        });
        assertThat(there.count(KeyRange.all())).isEqualTo(5_004);
    }

    @Test
    void anAppendMakesLaterWritesWaitOnceTheLimitMayBeReached() {
        try (Transaction tx = db.begin()) {
            for (int i = 0; i < 4; i++) {
                tx.append(b("k"), b("v"));
            }
            seen();
            tx.put(b("j"), b("v"));
            assertThat(seen()).as("256 MiB may be held back already").containsExactly(PUT);
        }
    }

    @Test
    void aSubtreeIsRemovedInOneTransaction() {
        there.put(b("a"), b("1"));
        there.put(b("a/b"), b("2"));
        there.put(b("a0"), b("3"));
        db.deleteSubtree(KeyPath.parse("a"));
        assertThat(seen()).containsExactly(BEGIN, RECORD, DELETE_RANGE, COMMIT);
        assertThat(there.count(KeyRange.all())).isEqualTo(1);
        db.delete(b("a0"));
        assertThat(seen()).containsExactly(DELETE);
    }

    @Test
    void aShortScanIsOneCallAndAClose() {
        there.put(b("a"), b("1"));
        try (Cursor cursor = db.scan(KeyRange.all())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
        assertThat(seen()).containsExactly(SCAN_OPEN, SCAN_CLOSE);
    }

    @Test
    void aScanOfATransactionReadsAheadAndTellsWhatWasUsed() {
        fill(2_000);
        try (Transaction tx = db.begin();
                Cursor cursor = tx.scan(KeyRange.all())) {
            tx.put(b("result"), b(""));
            for (int i = 0; i <= 1_200; i++) {
                assertThat(cursor.next()).isTrue();
            }
            ScanRequest.Open open = (ScanRequest.Open) lines.seen.get(1);
            assertThat(open.view().kind()).isEqualTo(View.Kind.UNTRACKED);
            assertThat(lines.seen.stream().filter(r -> r.opcode() == SCAN_NEXT))
                    .hasSizeGreaterThan(1);
            there.put(b("k1201"), b("behind what was used"));
            tx.commit();
        }
        KeyRange used = KeyRange.of(b(""), b("k1200\0"));
        assertThat(steps()).contains(new Step.Track(0, used));
    }

    @Test
    void whatAScanUsedConflicts() {
        fill(2_000);
        for (ScanOptions options : List.of(ScanOptions.all(), ScanOptions.all().reverse())) {
            Transaction tx = db.begin();
            tx.put(b("result"), b(""));
            try (Cursor cursor = tx.scan(KeyRange.all(), options)) {
                for (int i = 0; i <= 1_000; i++) {
                    cursor.next();
                }
            }
            there.put(b("k1000"), b("theirs"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
            tx.close();
        }
    }

    @Test
    void whereReadingHasAnEffectEntriesAreAskedForOneByOne() {
        fill(5);
        Modes consume = Modes.of(Mode.CONSUME);
        try (Transaction tx = db.begin();
                Cursor cursor = tx.scan(KeyRange.all(), ScanOptions.all().with(consume));
                Cursor filtered = tx.scan(KeyRange.all(), ScanOptions.all().suffix(b("3")))) {
            seen();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(filtered.next()).isTrue();
            assertThat(seen()).containsExactly(SCAN_NEXT, SCAN_NEXT, SCAN_NEXT);
            assertThat(text(filtered.key())).isEqualTo("k0003");
            tx.commit();
        }
        assertThat(there.count(KeyRange.all())).isEqualTo(3);
        assertThat(steps()).isEmpty();
    }

    @Test
    void readOnlyTransactionsAndSnapshotsReadAheadWithoutTelling() {
        fill(2_000);
        try (Transaction tx = db.begin(TransactionOptions.defaults().asReadOnly());
                Cursor cursor = tx.scan(KeyRange.all())) {
            while (cursor.next()) {
                assertThat(cursor.key()).hasSize(5);
            }
            tx.commit();
        }
        assertThat(steps()).isEmpty();
    }

    @Test
    void prefixesAreCutHere() {
        there.put(b("p/a"), b("1"));
        ScanOptions cut = ScanOptions.all().with(Modes.of(Mode.NO_PREFIX));
        try (Cursor cursor = db.scan(KeyRange.prefix(b("p/")).startingAt(b("p/a")), cut)) {
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.key())).isEqualTo("a");
            assertThat(cursor.keySegment().byteSize()).isEqualTo(1);
        }
        KeyRange noPrefix = KeyRange.of(b("p/"), b("p0"));
        assertThatThrownBy(() -> db.scan(noPrefix, cut)).isInstanceOf(InvalidModeException.class);
    }

    private void fill(int entries) {
        there.transact(tx -> {
            for (int i = 0; i < entries; i++) {
                tx.put(b("k%04d".formatted(i)), b("value of some length"));
            }
            return true;
        });
    }
}
