package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON documents on every store. */
class JsonCollectionTest {

    /** What is stored. */
    record Person(String name, int age, List<String> tags) {}

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void recordsAndNodesAreDocuments(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            JsonCollection people = f.created("people", Index.on("/age")).json();
            Person alice = new Person("Alice", 33, List.of("x"));
            assertThat(people.store(f.db(), alice)).isZero();
            JsonNode bob = JsonNodeFactory.instance.objectNode().put("name", "Bob").put("age", 44);
            assertThat(people.storeAll(f.db(), List.of(bob, alice))).containsExactly(1, 2);
            assertThat(text(people.bytes().load(f.db(), 0)))
                    .isEqualTo("{\"name\":\"Alice\",\"age\":33,\"tags\":[\"x\"]}");
            assertThat(people.load(f.db(), 0, Person.class)).contains(alice);
            assertThat(people.load(f.db(), 1)).contains(bob);
            assertThat(people.load(f.db(), 9)).isEmpty();
            people.update(f.db(), 2, new Person("Carol", 44, List.of()));
            assertThat(people.find(f.db(), "/age", 44, JsonNode.class)).containsOnlyKeys(1L, 2L);
            assertThat(
                            people.find(
                                    f.db(),
                                    "/age",
                                    Indexes.numbers().endingBefore(44),
                                    9,
                                    Person.class))
                    .isEqualTo(Map.of(0L, alice));
            assertThat(people.take(f.db(), 0, Person.class)).contains(alice);
            assertThat(people.find(f.db(), "/age", 33, Person.class)).isEmpty();
            assertRefused(Reason.NO_DOCUMENT, () -> people.update(f.db(), 0, alice));
            people.updateOrCreate(f.db(), 0, alice);
            assertThat(people.find(f.db(), "/age", 33, Person.class)).containsOnlyKeys(0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersKeepTheirDigits(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            JsonCollection c = f.created("c").json();
            String digits = "0.12345678901234567890123456789";
            c.storeText(f.db(), bytes(digits));
            assertThat(c.load(f.db(), 0).orElseThrow().decimalValue())
                    .isEqualTo(new BigDecimal(digits));
        }
    }

    @ParameterizedTest
    @EnumSource
    void textIsKeptAsItIsWhenItIsJson(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            JsonCollection c = f.created("c").json();
            c.storeText(f.db(), bytes(" {\"a\" :1}"));
            assertThat(text(c.bytes().load(f.db(), 0))).isEqualTo(" {\"a\" :1}");
            assertThatThrownBy(() -> c.storeText(f.db(), bytes("{\"a\":\n tru}")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("not JSON")
                    .hasMessageContaining("collection=c")
                    .hasMessageContaining("line=2, column=");
            assertThatThrownBy(() -> c.storeText(f.db(), bytes("")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("it is empty");
            assertThat(c.bytes().size(f.db())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadIsRefusedAndStays(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.store(f.db(), bytes("{\"age\":\"old\"}"));
            c.store(f.db(), bytes("no JSON"));
            c.store(f.db(), bytes("null"));
            assertThatThrownBy(() -> c.json().take(f.db(), 0, Person.class))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("Person");
            assertThatThrownBy(() -> c.json().load(f.db(), 1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("id=1");
            assertThat(c.json().load(f.db(), 2)).contains(JsonNodeFactory.instance.nullNode());
            assertThat(c.json().load(f.db(), 2, Person.class)).isEmpty();
            assertThat(c.size(f.db())).isEqualTo(3);
            Object itself =
                    new Object() {
                        @SuppressWarnings("unused")
                        public Object getItself() {
                            return this;
                        }
                    };
            assertThatThrownBy(() -> c.json().store(f.db(), itself))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }
}
