package io.cairn.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionState;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.engine.StorageEngine;
import io.cairn.error.ClosedException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.testing.fault.FaultyEngine;
import io.cairn.testing.fault.FaultyEngine.Call;
import io.cairn.testing.model.ModelDisk;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: a failing disk stops the database, loses nothing that was acknowledged, and never half of a
 * batch. Method: an engine that fails a chosen call once, over a model disk that outlives it.
 */
class FaultTest {

    private final ModelDisk disk = new ModelDisk();
    private FaultyEngine engine;
    private Database db;

    @BeforeEach
    void open() {
        UnaryOperator<StorageEngine> wrap = inner -> engine = new FaultyEngine(inner);
        db =
                Cairn.open(
                        CairnConfig.of("model", Map.of("disk", disk, "wrap", wrap))
                                .with(Durability.SYNC));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void reopen() {
        db.close();
        open();
    }

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    private static List<Entry> two(String value) {
        return List.of(new Entry(b("a"), b(value)), new Entry(b("b"), b(value)));
    }

    private void assertPoisoned() {
        for (Runnable call :
                List.<Runnable>of(
                        () -> db.get(b("a")),
                        () -> db.put(b("a"), b("X")),
                        () -> db.scan(KeyRange.all()),
                        () -> db.begin(),
                        () -> db.snapshot(),
                        () -> db.checkpoint())) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            ClosedException.class,
                            e -> assertThat(e.reason()).isEqualTo(ClosedException.Reason.POISONED));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLY_BEFORE", "APPLY_AFTER", "SYNC"})
    void aFailedWriteStopsTheDatabaseUntilItIsReopened(Call call) {
        db.putAll(two("old"));
        engine.fail(call, 1);
        assertThatThrownBy(() -> db.putAll(two("new"))).isInstanceOf(OutcomeUnknownException.class);
        assertPoisoned();
        reopen();
        assertThat(Bytes.text(db.get(b("a"))))
                .as("all or nothing")
                .isEqualTo(Bytes.text(db.get(b("b"))));
        assertThat(Bytes.text(db.get(b("a")))).isEqualTo(call == Call.APPLY_BEFORE ? "old" : "new");
        db.putAll(two("newer"));
        assertThat(Bytes.text(db.get(b("b")))).isEqualTo("newer");
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLY_BEFORE", "APPLY_AFTER", "SYNC"})
    void aTransactionInFlightSaysThatItsOutcomeIsUnknown(Call call) {
        try (Transaction tx = db.begin()) {
            tx.put(b("a"), b("1"));
            engine.fail(call, 1);
            assertThatThrownBy(tx::commit).isInstanceOf(OutcomeUnknownException.class);
            assertThat(tx.state()).isEqualTo(TransactionState.UNKNOWN);
        }
        assertPoisoned();
    }

    @Test
    void transactionsThatWereOpenAreToldTheReason() {
        db.put(b("a"), b("1"));
        try (Transaction tx = db.begin()) {
            tx.get(b("a"));
            tx.put(b("b"), b("2"));
            engine.fail(Call.APPLY_BEFORE, 1);
            assertThatThrownBy(() -> db.put(b("c"), b("3")))
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThatThrownBy(tx::commit).isInstanceOf(ClosedException.class);
        }
        reopen();
        assertThat(db.count(KeyRange.all())).isEqualTo(1);
    }

    @Test
    void aFailedReadIsToldAndDoesNoHarm() {
        db.putAll(two("1"));
        for (Runnable read :
                List.<Runnable>of(
                        () -> db.get(b("a")),
                        () -> db.getAll(List.of(b("a"), b("b"))),
                        () -> db.count(KeyRange.all()),
                        () ->
                                db.segments()
                                        .getPacked(
                                                List.of(b("a")),
                                                java.lang.foreign.MemorySegment.ofArray(
                                                        new byte[9])))) {
            engine.fail(Call.READ, 1);
            assertThatThrownBy(read::run).isInstanceOf(UnavailableException.class);
            read.run();
        }
        db.put(b("a"), b("2"));
        assertThat(Bytes.text(db.get(b("a")))).isEqualTo("2");
    }

    @Test
    void aScanThatFailsIsNotTheEndOfTheScan() {
        db.putAll(two("1"));
        try (Cursor cursor = db.scan(KeyRange.all())) {
            assertThat(cursor.next()).isTrue();
            engine.fail(Call.READ, 1);
            assertThatThrownBy(cursor::next).isInstanceOf(UnavailableException.class);
        }
        assertThat(db.count(KeyRange.all())).isEqualTo(2);
    }

    @Test
    void aFailedCheckpointIsToldAndNothingIsLost() {
        db.putAll(two("1"));
        engine.fail(Call.CHECKPOINT, 1);
        assertThatThrownBy(() -> db.checkpoint())
                .isInstanceOfAny(UnavailableException.class, ClosedException.class);
        reopen();
        assertThat(db.count(KeyRange.all())).isEqualTo(2);
    }
}
