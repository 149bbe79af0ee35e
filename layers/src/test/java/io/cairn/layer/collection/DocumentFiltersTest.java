package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Sizes;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.FilterSpec;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters of documents that run where the database is; over IPC, inside the server. */
class DocumentFiltersTest {

    @TempDir private Path directory;

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(SampleDocumentFilters.open()).isZero();
    }

    private static DocumentListing sample(String filter, String arguments) {
        return DocumentListing.all().filter("sample", filter, bytes(arguments));
    }

    private static List<Long> ids(OpenCollections f, Collection c, DocumentListing listing) {
        return c.page(f.db(), listing, 99).documents().stream().map(Document::id).toList();
    }

    @ParameterizedTest
    @EnumSource
    void d24_a45_onlyWhatAFilterKeepsIsListed(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("zero", "one", "two", "", "four"));
            f.created("cc").store(f.db(), bytes("another collection's"));
            assertThat(ids(f, c, sample("even", ""))).containsExactly(0L, 2L, 4L);
            assertThat(ids(f, c, sample("even", "").from(1))).containsExactly(2L, 4L);
            assertThat(ids(f, c, sample("holds", "o"))).containsExactly(0L, 1L, 2L, 4L);
            assertThat(ids(f, c, sample("of", "c"))).hasSize(5);
            assertThat(ids(f, c, sample("of", "cc"))).isEmpty();
            DocumentPage page = c.page(f.db(), sample("even", ""), 2);
            assertThat(page.documents()).containsExactly(document(0, "zero"), document(2, "two"));
            assertThat(page.endReason()).isEqualTo(EndReason.LIMIT);
            assertThat(page.nextId()).isEqualTo(3);
            assertThat(c.page(f.db(), sample("even", "").idsOnly(), 9).documents())
                    .containsExactly(document(0, ""), document(2, ""), document(4, ""));
            assertThat(ids(f, c, sample("even", "").matching(each -> each.id() > 0)))
                    .containsExactly(2L, 4L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFilterSeesDocumentsWithFilterValueOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", ""));
            assertThat(ids(f, c, sample("blind", ""))).isEmpty();
            DocumentListing blind =
                    DocumentListing.all()
                            .with(Modes.of(Mode.LIB_FILTER))
                            .filter(bytes("sample:blind:"));
            assertThat(ids(f, c, blind)).containsExactly(0L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyListingTakesAFilter(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("0", "1", "2", "3"));
            MemorySegment target = MemorySegment.ofArray(new byte[2]);
            assertThat(c.segments().listPacked(f.db(), sample("even", ""), 9, target).ids())
                    .containsExactly(0, 2);
            assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("02"));
            assertThat(c.segments().listInto(f.db(), sample("even", ""), List.of(target)).ids())
                    .containsExactly(0);
            try (var snapshot = f.db().snapshot();
                    DocumentCursor cursor = c.cursor(snapshot, sample("holds", "3"))) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.id()).isEqualTo(3);
                assertThat(cursor.next()).isFalse();
            }
            DocumentListing taking = sample("even", "");
            assertThat(ids(f, c, taking.with(taking.modes().and(Mode.CONSUME))))
                    .containsExactly(0L, 2L);
            assertThat(ids(f, c, DocumentListing.all())).containsExactly(1L, 3L);
            assertThat(c.size(f.db())).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void f06_aFilterRewritesWhatIsDeliveredOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "b"));
            DocumentListing tagged = sample("tagged", "#t");
            assertThat(c.page(f.db(), tagged, 9).documents())
                    .containsExactly(document(0, "a0#t"), document(1, "b1#t"));
            MemorySegment target = MemorySegment.ofArray(new byte[5]);
            DocumentSizes found = c.segments().listPacked(f.db(), tagged, 9, target);
            assertThat(found.sizes()).containsExactly(4, Sizes.TOO_SMALL);
            assertThat(OpenCollections.text(c.load(f.db(), 0))).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void f02_filtersOfEntriesSeeCollectionAndId(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("\u00e9");
            c.updateOrCreate(f.db(), 300, bytes("x"));
            c.store(f.db(), bytes("y"));
            byte[] name = Bytes.utf8("\u00e9");
            byte[] key = ByteBuffer.allocate(name.length + 9).put(name).putLong(3, 300).array();
            DocumentListing listing = DocumentListing.all().filter("entries", "key", key);
            assertThat(c.page(f.db(), listing, 9).documents()).containsExactly(document(300, "xx"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void f03_f05_badFiltersAreErrors(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("0", "1"));
            for (String bad : List.of("sample", "sample:even", "none:even:", "sample:none:", "")) {
                DocumentListing listing =
                        DocumentListing.all().with(Modes.of(Mode.LIB_FILTER)).filter(bytes(bad));
                assertThatThrownBy(() -> c.page(f.db(), listing, 9))
                        .as(bad)
                        .isInstanceOf(InvalidFilterException.class);
            }
            DocumentListing none = DocumentListing.all().with(Modes.of(Mode.LIB_FILTER));
            assertThatThrownBy(() -> c.page(f.db(), none, 9))
                    .isInstanceOf(InvalidFilterException.class);
            assertThatThrownBy(() -> c.page(f.db(), sample("fails", ""), 9))
                    .isInstanceOf(InvalidFilterException.class)
                    .hasMessageContaining("does not like 1");
        }
    }

    @Test
    void luaIsNamedWhereWhoRefusesItLooks() {
        CollectionRows rows = new CollectionRows(OpenCollections.SUBSPACE, "c");
        DocumentListing script = DocumentListing.all().lua("return true");
        DocumentListing named = DocumentListing.all().filter("lua", "document", Bytes.EMPTY);
        for (DocumentListing listing : List.of(script, named)) {
            byte[] filter = StoredFilters.options(rows, listing).filter();
            assertThat(FilterSpec.parse(Objects.requireNonNull(filter)).filter()).isEqualTo("lua");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverNamesTheLibraryHimselfIsChecked(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.store(f.db(), bytes("0"));
            byte[] even = Tuple.of("c", 0, "even", Bytes.EMPTY).pack();
            for (byte[] bad :
                    List.of(
                            StoredFilters.joined("documents", "sample", Bytes.EMPTY),
                            StoredFilters.joined("documents", "sample", bytes("no tuple")),
                            StoredFilters.joined(
                                    "documents",
                                    "sample",
                                    Tuple.of("c", 1L << 40, "even", Bytes.EMPTY).pack()),
                            StoredFilters.joined(
                                    "documents",
                                    "sample",
                                    Tuple.of("c", 1 << 30, "even", Bytes.EMPTY).pack()),
                            StoredFilters.joined(
                                    "documents",
                                    "sample",
                                    Tuple.of("c", -1, "even", Bytes.EMPTY).pack()),
                            StoredFilters.joined("documents", "sample", even))) {
                ScanOptions options = ScanOptions.all().with(Modes.of(Mode.LIB_FILTER)).filter(bad);
                assertThatThrownBy(
                                () -> {
                                    try (var cursor =
                                            f.db().in(f.keyspace()).scan(KeyRange.all(), options)) {
                                        cursor.next();
                                    }
                                })
                        .as(Bytes.describe(bad))
                        .isInstanceOf(InvalidFilterException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLibraryDoesNotAskItself(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            // Its eight bytes are a tuple of one integer, which would be the id within the id.
            c.updateOrCreate(f.db(), 0x1B01020304050607L, bytes("0"));
            int prefix = c.rows().documentPrefix().length;
            byte[] blind = Tuple.of("c", 2, "blind", Bytes.EMPTY).pack();
            byte[] nested = Tuple.of("c", prefix, "sample", blind).pack();
            ScanOptions options =
                    ScanOptions.all()
                            .with(Modes.of(Mode.LIB_FILTER))
                            .filter(StoredFilters.joined("documents", "documents", nested));
            assertThatThrownBy(
                            () -> {
                                try (var cursor =
                                        f.db().in(f.keyspace())
                                                .scan(c.rows().documents(), options)) {
                                    cursor.next();
                                }
                            })
                    .isInstanceOf(InvalidFilterException.class);
        }
    }
}
