package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Sizes;
import io.cairn.bytes.Bytes;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents in the caller's memory; ids of rows are those of Yokan's truth table. */
class CollectionSegmentsTest {

    private static final Modes CONSUME = Modes.of(Mode.CONSUME);
    private static final Modes NONE = Modes.none();

    @TempDir private Path directory;

    private static MemorySegment memory(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    private static String text(MemorySegment memory, int length) {
        return Bytes.text(memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    private static long[] ids(long... ids) {
        return ids;
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentIsCopiedIntoMemory(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory);
                Arena arena = Arena.ofConfined()) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("333", ""));
            MemorySegment target = arena.allocate(5);
            assertThat(c.segments().loadInto(f.db(), 0, target, NONE)).isEqualTo(3);
            assertThat(text(target, 5)).isEqualTo("333\0\0");
            assertThat(c.segments().loadInto(f.db(), 1, memory(0), NONE)).isZero();
            assertThat(c.segments().loadInto(f.db(), 7, target, CONSUME)).isEqualTo(Sizes.ABSENT);
            assertThatThrownBy(() -> c.segments().loadInto(f.db(), 0, target.asReadOnly(), NONE))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> c.segments().loadInto(f.db(), 0, target, Modes.of(Mode.WAIT)))
                    .isInstanceOf(InvalidModeException.class);
            assertRefused(
                    Reason.NO_COLLECTION,
                    () ->
                            f.collections()
                                    .open("never")
                                    .segments()
                                    .loadInto(f.db(), 0, target, NONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void c04_c10_whatDoesNotFitIsNotConsumed(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on(""));
            c.store(f.db(), bytes("\"22\""));
            MemorySegment small = memory(3);
            for (Modes modes : List.of(NONE, CONSUME)) {
                assertThatThrownBy(() -> c.segments().loadInto(f.db(), 0, small, modes))
                        .isInstanceOfSatisfying(
                                BufferTooSmallException.class,
                                e -> assertThat(e.needed()).isEqualTo(4));
            }
            assertThat(text(small, 3)).isEqualTo("\0\0\0");
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.segments().loadInto(f.db(), 0, memory(4), CONSUME)).isEqualTo(4);
            assertThat(c.size(f.db())).isZero();
            assertThat(c.load(f.db(), 0)).isEmpty();
            assertThat(c.indexes().find(f.db(), "", "22")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void g05_g11_itemsWithMemoryOfTheirOwnDoNotInfluenceEachOther(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("1", "22", "333", ""));
            List<MemorySegment> targets =
                    List.of(memory(1), memory(1), memory(3), memory(0), memory(0));
            assertThat(c.segments().loadAllInto(f.db(), ids(0, 1, 2, 3, 9), targets, CONSUME))
                    .containsExactly(1, Sizes.TOO_SMALL, 3, 0, Sizes.ABSENT);
            assertThat(text(targets.get(2), 3)).isEqualTo("333");
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.load(f.db(), 1)).hasValueSatisfying(each -> assertThat(each).hasSize(2));
            assertThatThrownBy(() -> c.segments().loadAllInto(f.db(), ids(0), List.of(), NONE))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void g06_g07_g08_packedOverflowSticks(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "bb", "ccc"));
            CollectionSegments segments = c.segments();
            assertThat(segments.loadPacked(f.db(), ids(0, 1, 2), memory(2), NONE))
                    .containsExactly(1, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
            assertThat(segments.loadPacked(f.db(), ids(1, 0), memory(1), NONE))
                    .containsExactly(Sizes.TOO_SMALL, Sizes.TOO_SMALL);
            assertThat(segments.loadPacked(f.db(), ids(1, 9, 0), memory(1), NONE))
                    .containsExactly(Sizes.TOO_SMALL, Sizes.ABSENT, Sizes.TOO_SMALL);
            MemorySegment roomy = memory(9);
            assertThat(segments.loadPacked(f.db(), ids(0, 1, 2, 0), roomy, NONE))
                    .containsExactly(1, 2, 3, 1);
            assertThat(text(roomy, 9)).isEqualTo("abbccca\0\0");
            assertThat(segments.loadPacked(f.db(), ids(), memory(0), NONE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void c05_packedConsumptionTakesWhatWasCopied(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("bb", "ccc"));
            assertThat(c.segments().loadPacked(f.db(), ids(0, 1), memory(2), CONSUME))
                    .containsExactly(2, Sizes.TOO_SMALL);
            assertThat(c.load(f.db(), 0)).isEmpty();
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.segments().loadPacked(f.db(), ids(1, 1), memory(6), CONSUME))
                    .containsExactly(3, 3);
            assertThat(c.size(f.db())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void packedDocumentsAreStoredAndUpdated(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            MemorySegment packed = MemorySegment.ofArray(bytes("abbccc"));
            assertThat(c.segments().storePacked(f.db(), packed, ids(1, 2, 0, 3), NONE))
                    .containsExactly(0, 1, 2, 3);
            assertThat(c.loadAll(f.db(), 0, 1, 2, 3))
                    .extracting(OpenCollections::text)
                    .containsExactly("a", "bb", "", "ccc");
            c.segments()
                    .updatePacked(f.db(), ids(2, 9), packed, ids(1, 2), Modes.of(Mode.UPDATE_NEW));
            assertThat(c.loadAll(f.db(), 2, 9))
                    .extracting(OpenCollections::text)
                    .containsExactly("a", "bb");
            for (long[] sizes : List.of(ids(1, 6), ids(-1, 1), ids(7), ids(1, Long.MAX_VALUE))) {
                assertThatThrownBy(() -> c.segments().storePacked(f.db(), packed, sizes, NONE))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            assertThatThrownBy(() ->
                            c.segments().updatePacked(f.db(), ids(0), packed, ids(1, 1), NONE))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(c.size(f.db())).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void d14_aPackedListingGivesAllIds(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("22", "333", "1"));
            MemorySegment target = memory(4);
            DocumentSizes found = c.segments().listPacked(f.db(), DocumentListing.all(), 9, target);
            assertThat(found.ids()).containsExactly(0, 1, 2);
            assertThat(found.sizes()).containsExactly(2, Sizes.TOO_SMALL, Sizes.TOO_SMALL);
            assertThat(text(target, 4)).isEqualTo("22\0\0");
            assertThat(found.nextId()).isEqualTo(1);
            DocumentSizes two =
                    c.segments().listPacked(f.db(), DocumentListing.all().from(1), 1, target);
            assertThat(two.ids()).containsExactly(1);
            assertThat(two.sizes()).containsExactly(3);
            assertThat(two.nextId()).isEqualTo(2);
            DocumentSizes ids =
                    c.segments().listPacked(f.db(), DocumentListing.all().idsOnly(), 9, memory(0));
            assertThat(ids.ids()).containsExactly(0, 1, 2);
            assertThat(ids.sizes()).containsExactly(0, 0, 0);
            assertThatThrownBy(() ->
                            c.segments()
                                    .listPacked(
                                            f.db(), DocumentListing.all(), 1, target.asReadOnly()))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListingIntoMemoryOfItsOwnTriesEach(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("22", "333", "1", "x"));
            List<MemorySegment> targets = List.of(memory(2), memory(2), memory(2));
            DocumentSizes found =
                    c.segments().listInto(f.db(), DocumentListing.all().with(CONSUME), targets);
            assertThat(found.ids()).containsExactly(0, 1, 2);
            assertThat(found.sizes()).containsExactly(2, Sizes.TOO_SMALL, 1);
            assertThat(found.nextId()).isEqualTo(1);
            assertThat(text(targets.get(2), 2)).isEqualTo("1\0");
            assertThat(c.page(f.db(), DocumentListing.all(), 9).documents())
                    .extracting(Document::id)
                    .containsExactly(1L, 3L);
        }
    }
}
