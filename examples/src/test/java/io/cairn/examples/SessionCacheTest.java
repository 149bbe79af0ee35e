package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions expire, are cleaned up by range, and never exceed their bound. */
class SessionCacheTest {

    private final Database db = Cairn.open("memory:");
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void expiredSessionsAreNotFoundAndThenCleanedUp() {
        SessionCache cache = new SessionCache(db, Duration.ofMinutes(30), 10, clock);
        String first = cache.open(utf8("first"));
        pass(Duration.ofMinutes(20));
        String second = cache.open(utf8("second"));
        assertThat(cache.find(first)).isEqualTo(utf8("first"));

        pass(Duration.ofMinutes(20));
        assertThat(cache.find(first)).isNull();
        assertThat(cache.find(second)).isEqualTo(utf8("second"));
        assertThat(cache.size()).isEqualTo(2);

        assertThat(cache.cleanUp()).isEqualTo(1);
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.cleanUp()).isZero();
    }

    @Test
    void closingIsReportedOnce() {
        SessionCache cache = new SessionCache(db, Duration.ofMinutes(30), 10, clock);
        String token = cache.open(utf8("data"));

        assertThat(cache.close(token)).isTrue();
        assertThat(cache.close(token)).isFalse();
        assertThat(cache.find(token)).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void theBoundHoldsWhileManyThreadsOpen() throws Exception {
        SessionCache cache = new SessionCache(db, Duration.ofMinutes(30), 5, clock);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> largest = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                largest.add(threads.submit(() -> largestSeen(cache)));
            }
            for (Future<Long> each : largest) {
                assertThat(each.get()).isLessThanOrEqualTo(5);
            }
        }
        KeyRange sessions = KeyRange.prefix(utf8("s/"));
        assertThat(db.in(db.keyspace("sessions")).count(sessions))
                .isEqualTo(5)
                .isEqualTo(cache.size());
    }

    private long largestSeen(SessionCache cache) {
        long largest = 0;
        for (int i = 0; i < 100; i++) {
            cache.open(utf8("data"));
            long kept = db.in(db.keyspace("sessions")).count(KeyRange.prefix(utf8("s/")));
            largest = Math.max(largest, kept);
        }
        return largest;
    }

    private void pass(Duration time) {
        now.updateAndGet(moment -> moment.plus(time));
    }
}
