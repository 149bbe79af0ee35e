package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.error.InvalidFilterException;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters of documents that are Lua scripts; over IPC they run inside the server. */
class LuaDocumentFiltersTest {

    @TempDir private Path directory;

    private static List<Long> ids(OpenCollections f, Collection c, DocumentListing listing) {
        return c.page(f.db(), listing, 99).documents().stream().map(Document::id).toList();
    }

    private static DocumentListing lua(String script) {
        return DocumentListing.all().lua(script);
    }

    @ParameterizedTest
    @EnumSource
    void d24_f02_a45_aScriptSeesCollectionIdAndDocument(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("caf\u00e9");
            c.storeAll(f.db(), all("{\"n\":1}", "{\"n\":22}", "{}", "{\"n\":3}"));
            f.created("d").store(f.db(), bytes("{\"n\":22}"));
            assertThat(ids(f, c, lua("return __id__ % 2 == 0"))).containsExactly(0L, 2L);
            assertThat(ids(f, c, lua("return #__doc__ == 7"))).containsExactly(0L, 3L);
            assertThat(ids(f, c, lua("local d = json.decode(__doc__) return d.n and d.n > 2")))
                    .containsExactly(1L, 3L);
            assertThat(ids(f, c, lua("return __collection__ == 'caf\u00e9'"))).hasSize(4);
            assertThat(ids(f, c, lua("return __doc__ ~= nil").from(3))).containsExactly(3L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void f01_withoutFilterValueThereIsNoDocument(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "b"));
            DocumentListing blind =
                    DocumentListing.all()
                            .with(Modes.of(Mode.LUA_FILTER))
                            .filter(bytes("return __doc__ == nil and __id__ == 1"));
            assertThat(ids(f, c, blind)).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void f03_f04_aBrokenOrEndlessScriptIsAnError(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.store(f.db(), bytes("a"));
            for (String bad : List.of("return (", "while true do end", "return nil + 1")) {
                assertThatThrownBy(() -> ids(f, c, lua(bad)))
                        .as(bad)
                        .isInstanceOf(InvalidFilterException.class);
            }
            assertThat(c.size(f.db())).isEqualTo(1);
        }
    }
}
