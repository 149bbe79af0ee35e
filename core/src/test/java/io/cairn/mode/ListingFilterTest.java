package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidFilterException;
import io.cairn.testing.filter.SampleFilters;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters are opened and closed with their listing, whatever becomes of it. */
final class ListingFilterTest {

    private final Scene scene = Scene.listing();
    private final int openBefore = SampleFilters.open();

    @AfterEach
    void everythingIsClosed() {
        SampleFilters.call = () -> {};
        assertThat(SampleFilters.open()).as("filters open after the test").isEqualTo(openBefore);
    }

    private ScanCursor scan(EngineSnapshot view, String filter) {
        return ScanCursor.open(
                view, Scene.KEYSPACE, KeyRange.all(), ScanOptions.all().library(filter), null);
    }

    private static ListRequest page(String filter) {
        return Scene.page("", filter, 9, Mode.LIB_FILTER);
    }

    @Test
    void aCursorClosesItsFilterOnce() {
        ScanCursor cursor = scan(scene.stored, "sample:longer:xx");
        assertThat(SampleFilters.open()).isEqualTo(openBefore + 1);
        assertThat(cursor.next()).isTrue();
        cursor.close();
        cursor.close();
    }

    @Test
    void aPageClosesItsFilterAlsoWhenItFails() {
        assertThat(
                        ReadOperations.listKeys(
                                        scene.stored, Scene.KEYSPACE, page("sample:longer:xx"))
                                .keys())
                .hasSize(3);
        assertThatThrownBy(() ->
                        ReadOperations.list(scene.stored, Scene.KEYSPACE, page("sample:fails:x")))
                .isInstanceOf(InvalidFilterException.class);
    }

    @Test
    void aFilterIsClosedWhenTheEngineOpensNoCursor() {
        EngineSnapshot broken =
                (EngineSnapshot)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {EngineSnapshot.class},
                                (proxy, method, arguments) -> {
                                    throw new IllegalStateException("no cursor today");
                                });
        assertThatThrownBy(() -> scan(broken, "sample:longer:"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFilterThatIsNotOpenedOpensNoCursor() {
        assertThatThrownBy(() -> scan(scene.stored, "sample:none:"))
                .isInstanceOf(InvalidFilterException.class);
        assertThat(scene.stored.cursors).isZero();
    }

    @Test
    void aFilterThatClosesItsCursorEndsTheWalk() {
        try (ScanCursor cursor = scan(scene.stored, "sample:calls:")) {
            assertThat(cursor.next()).isTrue();
            SampleFilters.call = cursor::close;
            assertThatThrownBy(cursor::next).isInstanceOf(ClosedException.class);
            assertThat(cursor.positioned()).isFalse();
        }
    }

    @Test
    void whatCannotBeDeliveredIsNotConsumed() {
        ScanOptions options =
                ScanOptions.all().with(Modes.of(Mode.CONSUME)).library("sample:breaks:");
        try (ScanCursor cursor =
                ScanCursor.open(
                        scene.tx,
                        Scene.KEYSPACE,
                        KeyRange.all(),
                        options,
                        key -> scene.tx.delete(Scene.KEYSPACE, key))) {
            assertThatThrownBy(cursor::next).isInstanceOf(InvalidFilterException.class);
            assertThatThrownBy(cursor::next).isInstanceOf(InvalidFilterException.class);
        }
        assertThat(scene.committed()).hasSize(8);
    }
}
