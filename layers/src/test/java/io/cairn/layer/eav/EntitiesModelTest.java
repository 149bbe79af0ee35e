package io.cairn.layer.eav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Keyspace;
import io.cairn.api.TransactionScope;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random operations on few entities, compared with a map of them. The keys and values are those
 * whose packed forms begin alike.
 */
class EntitiesModelTest {

    private static final Subspace SUBSPACE = Subspace.of("model", 1);
    private static final List<@Nullable Object> ELEMENTS =
            Arrays.asList(
                    null,
                    "",
                    "\0",
                    "a",
                    "a\0",
                    "a\0b",
                    "b",
                    0L,
                    -1L,
                    255L,
                    256L,
                    1.5f,
                    -0.0,
                    true,
                    Tuple.of(),
                    Tuple.of((Object) null),
                    Tuple.of("a"),
                    new UUID(1, 2));

    @TempDir private Path directory;

    private final Random random = new Random(7);
    private final List<UUID> ids =
            List.of(new UUID(0, 0), new UUID(0, 1), new UUID(-1, -1), new UUID(1, 0));
    private final Map<UUID, Map<@Nullable Object, @Nullable Object>> model = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void aMapAndTheEntitiesAgree(Store store) {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("facts");
            Entities entities = new Entities(keyspace, SUBSPACE);
            for (int step = 0; step < 300; step++) {
                change(entities, open);
                compare(entities, open.db());
                if (step % 10 == 0) {
                    assertThat(RawRows.checked(open.db(), keyspace, SUBSPACE)).isEqualTo(rows());
                    ELEMENTS.forEach(key -> comparePages(entities, open.db(), key));
                }
            }
        }
    }

    private @Nullable Object element() {
        return ELEMENTS.get(random.nextInt(ELEMENTS.size()));
    }

    private UUID id() {
        return ids.get(random.nextInt(ids.size()));
    }

    private Map<@Nullable Object, @Nullable Object> attributes() {
        Map<@Nullable Object, @Nullable Object> attributes = new HashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            attributes.put(element(), element());
        }
        return attributes;
    }

    private void change(Entities entities, OpenStore open) {
        UUID id = id();
        Map<@Nullable Object, @Nullable Object> given = attributes();
        Map<@Nullable Object, @Nullable Object> before = model.getOrDefault(id, Map.of());
        Map<@Nullable Object, @Nullable Object> after = new HashMap<>(before);
        int choice = random.nextInt(5);
        boolean fails = choice == 0 && !before.isEmpty();
        switch (choice) {
            case 2 -> given.keySet().forEach(after::remove);
            case 3 -> after.clear();
            case 4 -> {
                after.clear();
                after.putAll(given);
            }
            default -> after.putAll(given);
        }
        if (fails) {
            assertThatThrownBy(() -> entities.create(open.db(), id, given))
                    .hasMessageContaining("there is an entity");
        } else if (random.nextInt(4) == 0) {
            assertThatThrownBy(() ->
                            open.db()
                                    .transact(tx -> {
                                        run(entities, tx, choice, id, given);
                                        throw new IllegalStateException("given up");
                                    }))
                    .hasMessage("given up");
        } else {
            run(entities, open.db(), choice, id, given);
            model.put(id, after);
        }
    }

    private static void run(
            Entities entities,
            TransactionScope scope,
            int choice,
            UUID id,
            Map<@Nullable Object, @Nullable Object> given) {
        switch (choice) {
            case 0 -> entities.create(scope, id, given);
            case 1 -> entities.update(scope, id, given);
            case 2 -> entities.unset(scope, id, given.keySet());
            case 3 -> entities.remove(scope, id);
            default -> entities.replace(scope, id, given);
        }
    }

    private void compare(Entities entities, TransactionScope db) {
        UUID id = id();
        assertThat(entities.get(db, id)).isEqualTo(model.getOrDefault(id, Map.of()));
        Object key = element();
        Object value = element();
        assertThat(entities.find(db, key, value))
                .isEqualTo(
                        expected(key, value, true, value, true).stream().map(Match::id).toList());
        Object to = element();
        boolean fromInside = random.nextBoolean();
        boolean toInside = random.nextBoolean();
        ValueRange range =
                fromInside
                        ? ValueRange.all().startingAt(value)
                        : ValueRange.all().startingAfter(value);
        range = toInside ? range.endingAt(to) : range.endingBefore(to);
        List<Match<UUID>> expected = expected(key, value, fromInside, to, toInside);
        int limit = random.nextInt(4);
        assertThat(entities.find(db, key, range, limit))
                .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
    }

    private static void comparePages(Entities entities, TransactionScope db, @Nullable Object key) {
        List<Match<UUID>> found = new ArrayList<>();
        ValueRange rest = ValueRange.all();
        List<Match<UUID>> page = entities.find(db, key, rest, 1);
        while (!page.isEmpty()) {
            found.addAll(page);
            rest = rest.after(page.getLast());
            page = entities.find(db, key, rest, 1);
        }
        assertThat(found).isEqualTo(entities.find(db, key, ValueRange.all(), 99));
    }

    private List<Match<UUID>> expected(
            @Nullable Object key,
            @Nullable Object from,
            boolean fromInside,
            @Nullable Object to,
            boolean toInside) {
        List<Match<UUID>> matches = new ArrayList<>();
        model.forEach((id, attributes) -> {
            if (attributes.containsKey(key)) {
                Object value = attributes.get(key);
                int above = EntityRows.element(value).compareTo(EntityRows.element(from));
                int below = EntityRows.element(value).compareTo(EntityRows.element(to));
                if ((above > 0 || fromInside && above == 0)
                        && (below < 0 || toInside && below == 0)) {
                    matches.add(new Match<>(value, id));
                }
            }
        });
        matches.sort(Comparator.comparing(match -> Tuple.of(match.value(), match.id())));
        return matches;
    }

    private Set<Tuple> rows() {
        Set<Tuple> rows = new HashSet<>();
        model.forEach((id, attributes) ->
                attributes.forEach((key, value) -> rows.add(Tuple.of(id, key, value))));
        return rows;
    }
}
