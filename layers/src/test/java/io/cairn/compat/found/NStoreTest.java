package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tuples found by patterns, on every store. */
class NStoreTest {

    private static final NStore FACTS = NStore.make("facts", Tuple.of(42), 3);
    private static final Variable ID = NStore.var("id");
    private static final Variable TITLE = NStore.var("title");

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void aPatternFindsWhatItsVariableStandsFor(Store store) {
        UUID id = new UUID(1, 2);
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            NStore.add(tx, FACTS, id, "title", "a.example");
            NStore.add(tx, FACTS, new UUID(3, 4), "title", "b.example");
            assertThat(NStore.select(tx, FACTS, ID, "title", "a.example"))
                    .containsExactly(Map.of("id", id));
            assertThat(NStore.select(tx, FACTS, id, "title", "a.example"))
                    .containsExactly(Map.of());
            assertThat(NStore.select(tx, FACTS, id, "title", "b.example")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTupleHasAValueUntilItIsRemoved(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            assertThat(NStore.get(tx, FACTS, "a", "b", "c")).isNull();
            NStore.add(tx, FACTS, "a", "b", "c");
            assertThat(NStore.get(tx, FACTS, "a", "b", "c")).isEmpty();
            NStore.add(tx, FACTS, "a", "b", "c", NStore.value(utf8("value")));
            assertThat(NStore.get(tx, FACTS, "a", "b", "c")).isEqualTo(utf8("value"));
            NStore.remove(tx, FACTS, "a", "b", "c");
            assertThat(NStore.get(tx, FACTS, "a", "b", "c")).isNull();
            Found.commit(tx);
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereAddsToWhatSelectFound(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            NStore.add(tx, FACTS, 1, "title", "a.example");
            NStore.add(tx, FACTS, 1, "keyword", "corporate");
            NStore.add(tx, FACTS, 2, "title", "b.example");
            NStore.add(tx, FACTS, 2, "keyword", "hacker");
            Iterable<Map<String, @Nullable Object>> hackers =
                    NStore.select(tx, FACTS, ID, "keyword", "hacker");
            assertThat(NStore.where(tx, FACTS, hackers, ID, "title", TITLE))
                    .containsExactly(Map.of("id", 2L, "title", "b.example"));
            assertThat(NStore.select(tx, FACTS, 2, NStore.var("key"), NStore.var("value")))
                    .containsExactly(
                            Map.of("key", "keyword", "value", "hacker"),
                            Map.of("key", "title", "value", "b.example"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQueryIsSelectAndWhereInTurn(Store store) {
        Variable blog = NStore.var("blog");
        Variable post = NStore.var("post");
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            NStore.add(tx, FACTS, "blog", "title", "example");
            NStore.add(tx, FACTS, "other", "title", "elsewhere");
            List.of("p1:blog:Hello", "p2:blog:World", "p3:other:Nothing")
                    .forEach(line -> {
                        String[] parts = line.split(":", 3);
                        NStore.add(tx, FACTS, parts[0], "blog", parts[1]);
                        NStore.add(tx, FACTS, parts[0], "title", parts[2]);
                    });
            var blogs = NStore.select(tx, FACTS, blog, "title", "example");
            var posts = NStore.where(tx, FACTS, blogs, post, "blog", blog);
            var titles = NStore.where(tx, FACTS, posts, post, "title", TITLE);
            assertThat(titles)
                    .containsExactly(
                            Map.of("blog", "blog", "post", "p1", "title", "Hello"),
                            Map.of("blog", "blog", "post", "p2", "title", "World"));
            assertThat(
                            NStore.query(
                                    tx,
                                    FACTS,
                                    List.of(blog, "title", "example"),
                                    List.of(post, "blog", blog),
                                    List.of(post, "title", TITLE)))
                    .containsExactlyInAnyOrderElementsOf(titles);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFoundAnswersWronglyIsRight(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            NStore.add(tx, FACTS, "a", "p", "a");
            NStore.add(tx, FACTS, "a", "p", "b");
            NStore.add(tx, FACTS, "a\0b", "p", "c");
            assertThat(NStore.select(tx, FACTS, ID, "p", ID)).containsExactly(Map.of("id", "a"));
            assertThat(NStore.select(tx, FACTS, "a", NStore.var("p"), NStore.var("o"))).hasSize(2);
        }
    }

    @Test
    void thereAreAsFewIndexesAsCanBe() {
        int[] keys = {1, 2, 3, 6, 10, 20};
        for (int n = 1; n <= keys.length; n++) {
            NStore store = NStore.make("columns", Tuple.of(n), n);
            Object[] items = new Object[n];
            Arrays.fill(items, "item");
            try (FoundDatabase db = Found.open("memory:");
                    FoundTransaction tx = Found.transaction(db)) {
                NStore.add(tx, store, items);
                byte[] begin = Found.pack(Tuple.of(n));
                assertThat(Found.query(tx, begin, Found.nextPrefix(begin))).hasSize(keys[n - 1]);
            }
        }
    }

    @Test
    void wrongColumnsAreRefused() {
        assertThatThrownBy(() -> NStore.make("none", Tuple.of(1), 0))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> NStore.make("many", Tuple.of(1), 11))
                .isInstanceOf(InvalidArgumentException.class);
        try (FoundDatabase db = Found.open("memory:");
                FoundTransaction tx = Found.transaction(db)) {
            assertThatThrownBy(() -> NStore.add(tx, FACTS, "a", "b"))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> NStore.add(tx, FACTS, "a", "b", NStore.value(utf8("c"))))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> NStore.add(tx, FACTS, "a", NStore.value(utf8("b")), "c"))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(
                            () -> Found.all(NStore.query(tx, FACTS, List.of("a", "b", "c", "d"))))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }
}
