package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.Bytes;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random operations on a collection with two indexes, compared with a map. Documents have few
 * values, so that the unique index refuses often.
 */
class CollectionModelTest {

    private static final int IDS = 12;

    /** A document of the model; either value may be missing. */
    private record Body(@Nullable Integer n, @Nullable Integer u) {

        byte[] json() {
            List<String> members = new ArrayList<>();
            if (n != null) {
                members.add("\"n\":" + n);
            }
            if (u != null) {
                members.add("\"u\":" + u);
            }
            return Bytes.utf8("{" + String.join(",", members) + "}");
        }
    }

    /** What a random operation did. */
    private record Outcome(@Nullable Reason refused, TreeMap<Long, Body> after, long next) {}

    @TempDir private Path directory;

    private final Random random = new Random(11);
    private TreeMap<Long, Body> model = new TreeMap<>();
    private long next;

    @ParameterizedTest
    @EnumSource
    void aMapAndTheCollectionAgree(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/n"), Index.unique("/u"));
            f.created("cc").store(f.db(), Bytes.utf8("not this one"));
            for (int step = 0; step < 100; step++) {
                change(f, c);
                compare(f, c);
                if (step % 20 == 0) {
                    RawRows.check(f.db(), f.keyspace(), OpenCollections.SUBSPACE);
                }
            }
        }
    }

    private Body body() {
        return new Body(
                random.nextInt(3) == 0 ? null : random.nextInt(3),
                random.nextInt(3) == 0 ? null : random.nextInt(20));
    }

    private long id() {
        return random.nextLong(Math.max(IDS, next + 2));
    }

    private void change(OpenCollections f, Collection c) {
        int count = random.nextInt(1, 4);
        List<Body> bodies = new ArrayList<>();
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            bodies.add(body());
            ids[i] = id();
        }
        int choice = random.nextInt(5);
        Outcome outcome = modelled(choice, ids, bodies);
        if (outcome.refused() != null) {
            OpenCollections.assertRefused(
                    Objects.requireNonNull(outcome.refused()),
                    () -> run(c, f.db(), choice, ids, bodies));
        } else if (random.nextInt(4) == 0) {
            assertThatThrownBy(() ->
                            f.db().transact(tx -> {
                                run(c, tx, choice, ids, bodies);
                                throw new IllegalStateException("given up");
                            }))
                    .hasMessage("given up");
        } else {
            run(c, f.db(), choice, ids, bodies);
            model = outcome.after();
            next = outcome.next();
        }
    }

    private static void run(
            Collection c, TransactionScope scope, int choice, long[] ids, List<Body> bodies) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            documents.add(new Document(ids[i], bodies.get(i).json()));
        }
        switch (choice) {
            case 0 -> c.storeAll(scope, bodies.stream().map(Body::json).toList());
            case 1 -> c.updateAll(scope, documents);
            case 2 -> c.updateAll(scope, documents, Modes.of(Mode.UPDATE_NEW));
            case 3 -> c.eraseAll(scope, ids);
            default -> c.loadAll(scope, Modes.of(Mode.CONSUME), ids);
        }
    }

    private Outcome modelled(int choice, long[] ids, List<Body> bodies) {
        TreeMap<Long, Body> after = new TreeMap<>(model);
        long nextAfter = next;
        for (int i = 0; i < ids.length; i++) {
            if (choice == 0) {
                after.put(nextAfter++, bodies.get(i));
            } else if (choice > 2) {
                after.remove(ids[i]);
            } else if (after.containsKey(ids[i]) || choice == 2) {
                after.put(ids[i], bodies.get(i));
                nextAfter = Math.max(nextAfter, ids[i] + 1);
            } else {
                return new Outcome(
                        ids[i] >= next ? Reason.UNKNOWN_ID : Reason.NO_DOCUMENT, after, nextAfter);
            }
        }
        List<Integer> unique =
                after.values().stream().map(Body::u).filter(Objects::nonNull).toList();
        boolean refused = unique.stream().distinct().count() < unique.size();
        return new Outcome(refused ? Reason.NOT_UNIQUE : null, after, nextAfter);
    }

    private void compare(OpenCollections f, Collection c) {
        assertThat(c.size(f.db())).isEqualTo(model.size());
        assertThat(c.lastId(f.db()))
                .isEqualTo(next == 0 ? OptionalLong.empty() : OptionalLong.of(next - 1));
        long from = id();
        int limit = random.nextInt(1, 5);
        DocumentPage page = c.page(f.db(), DocumentListing.all().from(from), limit);
        List<Document> expected =
                model.tailMap(from).entrySet().stream()
                        .limit(limit)
                        .map(each -> new Document(each.getKey(), each.getValue().json()))
                        .toList();
        assertThat(page.documents()).isEqualTo(expected);
        assertThat(page.endReason())
                .isEqualTo(expected.size() < limit ? EndReason.EXHAUSTED : EndReason.LIMIT);
        Body body = model.get(from);
        assertThat(c.load(f.db(), from).map(Bytes::text))
                .isEqualTo(Optional.ofNullable(body).map(each -> Bytes.text(each.json())));
        int n = random.nextInt(3);
        assertThat(c.indexes().find(f.db(), "/n", n))
                .isEqualTo(
                        model.entrySet().stream()
                                .filter(each -> Objects.equals(each.getValue().n(), n))
                                .map(Map.Entry::getKey)
                                .toList());
        int u = random.nextInt(20);
        assertThat(c.indexes().find(f.db(), "/u", u))
                .isEqualTo(
                        model.entrySet().stream()
                                .filter(each -> Objects.equals(each.getValue().u(), u))
                                .map(Map.Entry::getKey)
                                .toList());
    }
}
