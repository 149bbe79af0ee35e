package io.cairn.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.engine.StorageEngine;
import io.cairn.error.ConflictException;
import io.cairn.error.TransactionStateException;
import io.cairn.testing.fault.SlowEngine;
import io.cairn.testing.model.ModelDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Goal: what happens while an engine's call takes long. Method: gates in front of the calls, and no
 * sleeping.
 */
class SlowTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SlowEngine engine;
    private Database db;

    @BeforeEach
    void open() {
        UnaryOperator<StorageEngine> wrap = inner -> engine = new SlowEngine(inner);
        db =
                Cairn.open(
                        CairnConfig.of("model", Map.of("disk", new ModelDisk(), "wrap", wrap))
                                .with(Durability.BUFFERED));
    }

    @AfterEach
    void close() throws InterruptedException {
        for (var gate : List.of(engine.applies(), engine.syncs(), engine.gets(), engine.steps())) {
            gate.open();
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        db.close();
    }

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    @Test
    void readersDoNotWaitForWriters() {
        db.put(b("k"), b("old"));
        engine.applies().shut();
        Future<?> writer = threads.submit(() -> db.put(b("k"), b("new")));
        engine.applies().awaitArrivals(1);
        assertThat(Bytes.text(db.get(b("k")))).isEqualTo("old");
        assertThat(db.count(KeyRange.all())).isEqualTo(1);
        assertThat(writer.isDone()).isFalse();
    }

    @Test
    void commitsThatWaitTogetherKeepTheirOrder() throws Exception {
        engine.applies().shut();
        List<Future<Map.Entry<Long, String>>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String value = "v" + i;
            writers.add(
                    threads.submit(() -> {
                        try (Transaction tx = db.begin()) {
                            tx.put(b("same"), b(value));
                            tx.put(b(value), b(""));
                            return Map.entry(tx.commit(), value);
                        }
                    }));
        }
        engine.applies().awaitArrivals(1);
        engine.applies().open();
        TreeMap<Long, String> byVersion = new TreeMap<>();
        for (var writer : writers) {
            byVersion.put(writer.get(30, TimeUnit.SECONDS).getKey(), writer.get().getValue());
        }
        assertThat(byVersion).as("each has a version of its own").hasSize(8);
        assertThat(Bytes.text(db.get(b("same")))).isEqualTo(byVersion.lastEntry().getValue());
        assertThat(db.count(KeyRange.all())).isEqualTo(9);
    }

    @Test
    void aCommitIsCheckedAgainstThoseThatAreStillBeingApplied() throws Exception {
        db.put(b("k"), b("1"));
        try (Transaction tx = db.begin()) {
            tx.get(b("k"));
            tx.put(b("other"), b(""));
            engine.applies().shut();
            Future<?> writer = threads.submit(() -> db.put(b("k"), b("2")));
            engine.applies().awaitArrivals(1);
            Future<?> committer = threads.submit(tx::commit);
            engine.applies().open();
            writer.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> committer.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConflictException.class);
        }
        assertThat(db.exists(b("other"))).isFalse();
    }

    @Test
    void aSecondThreadIsRefusedWhileTheFirstStepsACursor() throws Exception {
        db.put(b("k"), b("v"));
        try (Cursor cursor = db.scan(KeyRange.all())) {
            engine.steps().shut();
            Future<Boolean> first = threads.submit(cursor::next);
            engine.steps().awaitArrivals(1);
            assertThatThrownBy(cursor::next).isInstanceOf(TransactionStateException.class);
            assertThatThrownBy(cursor::key).isInstanceOf(TransactionStateException.class);
            engine.steps().open();
            assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Bytes.text(cursor.key())).isEqualTo("k");
        }
    }

    @Test
    void closingWaitsForACallThatIsRunning() throws Exception {
        db.put(b("k"), b("v"));
        engine.gets().shut();
        Future<byte[]> reader = threads.submit(() -> db.get(b("k")));
        engine.gets().awaitArrivals(1);
        Future<?> closer = threads.submit(db::close);
        assertThat(closer.isDone()).isFalse();
        engine.gets().open();
        assertThat(Bytes.text(reader.get(30, TimeUnit.SECONDS))).isEqualTo("v");
        closer.get(30, TimeUnit.SECONDS);
    }
}
