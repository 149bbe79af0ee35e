package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyRange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is forgotten is closed when it is collected, and logged once. */
class LeakTest {

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(Leakable.class.getName());
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    logged.add(entry);
                }

                @Override
                public void flush() {
                    // Nothing is buffered.
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        System.clearProperty(Leakable.TRACE_PROPERTY);
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private static void untilCollected(Database db, String counter) {
        OnThreads.until(() -> {
            System.gc();
            return db.stats().get(counter) == 0;
        });
    }

    private @Nullable Throwable warning(String what) {
        OnThreads.until(() -> logged.stream().anyMatch(entry -> entry.getMessage().contains(what)));
        return logged.stream()
                .filter(entry -> entry.getMessage().contains(what))
                .findFirst()
                .orElseThrow()
                .getThrown();
    }

    @Test
    void theWarningSaysHowToFindThePlace() {
        try (Opened opened = Opened.usual()) {
            opened.db().scan(KeyRange.all());
            untilCollected(opened.db(), "open_cursors");
            assertThat(warning("-D" + Leakable.TRACE_PROPERTY + "=true")).isNull();
        }
    }

    @Test
    void theWarningShowsThePlaceWhenTraced() {
        System.setProperty(Leakable.TRACE_PROPERTY, "true");
        try (Opened opened = Opened.usual()) {
            opened.db().begin().put(b("k"), b("v"));
            untilCollected(opened.db(), "active_transactions");
            Throwable place = warning("transaction");
            assertThat(place).isNotNull();
            assertThat(place.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(LeakTest.class.getName()));
            assertThat(opened.db().get(b("k"))).isNull();
        }
    }

    @Test
    void aForgottenCursorOfATransactionInUseIsClosedByItsNextCall() {
        try (Opened opened = Opened.usual();
                Transaction tx = opened.db().begin()) {
            tx.scan(KeyRange.all()).next();
            OnThreads.until(() -> {
                System.gc();
                tx.get(b("k"));
                return opened.db().stats().get("open_cursors") == 0;
            });
            warning("cursor");
        }
    }

    @Test
    void aCursorKeepsItsSnapshotAlive() {
        try (Opened opened = Opened.usual()) {
            opened.db().put(b("k"), b("v"));
            scanAForgottenSnapshot(opened.db());
            untilCollected(opened.db(), "open_snapshots");
            warning("snapshot");
        }
    }

    private static void scanAForgottenSnapshot(Database db) {
        try (var cursor = db.snapshot().scan(KeyRange.all())) {
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            assertThat(cursor.next()).isTrue();
            assertThat(db.stats().get("open_snapshots")).isEqualTo(1);
        }
    }

    @Test
    void whatWasClosedIsNotReported() {
        try (Opened opened = Opened.usual()) {
            for (int i = 0; i < 50; i++) {
                opened.db().scan(KeyRange.all()).close();
                try (Snapshot snapshot = opened.db().snapshot();
                        Transaction tx = opened.db().begin()) {
                    tx.get(b("k"));
                    snapshot.scan(KeyRange.all());
                }
                opened.db().transact(tx -> tx.get(b("k")));
                opened.db().read(view -> view.get(b("k")));
            }
            opened.db().scan(KeyRange.all());
            untilCollected(opened.db(), "open_cursors");
            warning("cursor");
            assertThat(logged).allMatch(entry -> entry.getMessage().contains("cursor"));
        }
    }

    @Test
    void tenThousandAtOnce() {
        try (Opened opened = Opened.usual()) {
            for (int i = 0; i < 10_000; i++) {
                opened.db().scan(KeyRange.all()).next();
            }
            untilCollected(opened.db(), "open_cursors");
            OnThreads.until(() -> logged.size() >= 10_000);
            assertThat(logged).hasSize(10_000);
        }
    }
}
