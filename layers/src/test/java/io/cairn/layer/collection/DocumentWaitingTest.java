package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for documents, on every store. */
class DocumentWaitingTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Modes CONSUME = Modes.of(Mode.CONSUME);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void whatIsThereIsNotWaitedFor(Store store) throws InterruptedException {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            DocumentWaiting waiting = c.waiting(f.db());
            c.store(f.db(), bytes("a"));
            assertThat(text(waiting.load(0, Modes.none(), LONG))).isEqualTo("a");
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(text(waiting.load(0, CONSUME, Duration.ofSeconds(-1)))).isEqualTo("a");
            assertThat(c.size(f.db())).isZero();
            assertThat(waiting.load(0, CONSUME, Duration.ofMillis(1))).isEmpty();
            assertThat(waiting.erase(0, Duration.ZERO)).isFalse();
            c.updateOrCreate(f.db(), 0, bytes("b"));
            assertThat(waiting.erase(0, Duration.ofDays(36_000))).isTrue();
            assertThat(c.size(f.db())).isZero();
            DocumentWaiting never = f.collections().open("never").waiting(f.db());
            assertRefused(Reason.NO_COLLECTION, () -> never.load(0, Modes.none(), LONG));
            assertRefused(Reason.NO_COLLECTION, () -> never.erase(0, LONG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachDocumentIsTakenByOneOfThoseWhoWait(Store store) throws Exception {
        int documents = 20;
        try (OpenCollections f = OpenCollections.on(store, directory);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Collection c = f.created("c", Index.on(""));
            List<Future<Optional<byte[]>>> takers = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                long id = i / 2 * 2;
                takers.add(threads.submit(() -> c.waiting(f.db()).load(id, CONSUME, LONG)));
            }
            Set<String> taken = new HashSet<>();
            for (int i = 0; i < documents; i++) {
                long id = i / 2 * 2;
                c.updateOrCreate(f.db(), id, bytes(Integer.toString(i)));
                // The next one under this id is another document.
                taken.add(firstDone(takers));
            }
            assertThat(taken).hasSize(documents);
            assertThat(c.size(f.db())).isZero();
        }
    }

    /** Waits for one of the first two, which wait for the same document. */
    private static String firstDone(List<Future<Optional<byte[]>>> takers) throws Exception {
        int size = takers.size();
        while (true) {
            for (int i = 0; i < Math.min(2, size); i++) {
                if (takers.get(i).isDone()) {
                    return String.valueOf(text(takers.remove(i).get()));
                }
            }
            Thread.onSpinWait();
        }
    }
}
