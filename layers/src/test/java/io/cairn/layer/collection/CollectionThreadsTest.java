package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that share a collection, on every store. */
class CollectionThreadsTest {

    private static final int EACH = 40;

    @TempDir private Path directory;

    private static <T> List<T> both(Callable<T> one, Callable<T> other) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(List.of(one, other))) {
                results.add(each.get());
            }
            return results;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoStoreTogetherGetDifferentIdsAndExactCounters(Store store) throws Exception {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/n"));
            Callable<Set<Long>> storer =
                    () -> {
                        Set<Long> ids = new HashSet<>();
                        for (int i = 0; i < EACH; i++) {
                            ids.add(c.store(f.db(), bytes("{\"n\":" + i + "}")));
                            if (i % 4 == 3) {
                                long[] two = c.storeAll(f.db(), List.of(bytes("{}"), bytes("{}")));
                                assertThat(two[1]).isEqualTo(two[0] + 1);
                                assertThat(c.eraseAll(f.db(), two)).isEqualTo(2);
                            }
                        }
                        return ids;
                    };
            List<Set<Long>> ids = both(storer, storer);
            Set<Long> all = new HashSet<>(ids.get(0));
            all.addAll(ids.get(1));
            assertThat(all).hasSize(2 * EACH);
            assertThat(c.size(f.db())).isEqualTo(2 * EACH);
            assertThat(c.lastId(f.db())).hasValue(2 * EACH + 2 * (2 * EACH / 4) - 1);
            assertThat(c.indexes().find(f.db(), "/n", 7)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachDocumentIsTakenOnce(Store store) throws Exception {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            for (int i = 0; i < EACH; i++) {
                c.store(f.db(), bytes("x"));
            }
            Callable<Integer> taker =
                    () -> {
                        int taken = 0;
                        for (int i = 0; i < EACH; i++) {
                            taken += c.take(f.db(), i).isPresent() ? 1 : 0;
                        }
                        return taken;
                    };
            List<Integer> taken = both(taker, taker);
            assertThat(taken.get(0) + taken.get(1)).isEqualTo(EACH);
            assertThat(c.size(f.db())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUniqueValueGoesToOne(Store store) throws Exception {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.unique("/n"));
            c.storeAll(f.db(), List.of(bytes("{}"), bytes("{}")));
            int[] won = new int[2];
            both(updater(f, c, 0, won), updater(f, c, 1, won));
            for (int i = 0; i < EACH; i++) {
                assertThat(c.indexes().find(f.db(), "/n", i).size()).isLessThanOrEqualTo(1);
            }
            assertThat(won[0] + won[1]).isGreaterThanOrEqualTo(EACH);
        }
    }

    private static Callable<Void> updater(OpenCollections f, Collection c, int id, int[] won) {
        return () -> {
            for (int i = 0; i < EACH; i++) {
                byte[] document = bytes("{\"n\":" + i + "}");
                try {
                    c.update(f.db(), id, document);
                    won[id]++;
                } catch (CollectionException e) {
                    assertThat(e.reason()).isEqualTo(Reason.NOT_UNIQUE);
                }
            }
            return null;
        };
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatIsAddedMeanwhileMissesNothing(Store store) throws Exception {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            both(
                    () -> {
                        for (int i = 0; i < EACH; i++) {
                            c.store(f.db(), bytes("7"));
                        }
                        return null;
                    },
                    () -> {
                        c.indexes().add(f.db(), Index.on(""));
                        return null;
                    });
            assertThat(c.indexes().find(f.db(), "", 7)).hasSize(EACH);
            assertRefused(Reason.INDEX_EXISTS, () -> c.indexes().add(f.db(), Index.on("")));
        }
    }
}
