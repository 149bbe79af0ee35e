package io.cairn.storage.memory;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.engine.Engine;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineProvider;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keyspaces, views, counters and options of the engine. */
class MemoryEngineTest {

    private final MemoryEngine engine = new MemoryEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void isFoundByItsType() {
        List<EngineProvider> found =
                ServiceLoader.load(EngineProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.type().equals("memory"))
                        .toList();
        assertThat(found).hasSize(1);
        try (Engine opened = found.getFirst().open(Map.of(), Components.system())) {
            assertThat(opened.info().type()).isEqualTo("memory");
            assertThat(opened.info().persistent()).isFalse();
            assertThat(opened.info().exportable()).isFalse();
            assertThat(opened.info().keyBytesMax()).isGreaterThan(64 * 1024);
        }
    }

    @Test
    void takesNoOptions() {
        EngineProvider provider = new MemoryEngineProvider();
        assertThatThrownBy(() -> provider.open(Map.of("path", "/tmp/x"), Components.system()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: ")
                .hasMessageContaining("takes no path");
        assertThatThrownBy(() -> provider.open(Map.of("b/c", 1, "z", 2), Components.system()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/b~1c: unknown option of engine memory");
    }

    @Test
    void aBatchIsOneStepOverAllKeyspaces() {
        int a = engine.keyspace("a");
        int b = engine.keyspace("b");
        EngineSnapshot before = engine.snapshot();
        WriteBatch batch = new WriteBatch();
        batch.put(a, utf8("k"), utf8("1"));
        batch.put(b, utf8("k"), utf8("2"));
        batch.put(a, utf8("l"), utf8("3"));
        batch.delete(b, utf8("missing"));
        engine.apply(batch);
        EngineSnapshot after = engine.snapshot();
        assertThat(before.get(a, utf8("k"))).isNull();
        assertThat(before.get(b, utf8("k"))).isNull();
        assertThat(after.get(a, utf8("k"))).isEqualTo(utf8("1"));
        assertThat(after.get(b, utf8("k"))).isEqualTo(utf8("2"));
        assertThat(after.get(a, utf8("l"))).isEqualTo(utf8("3"));
        assertThat(after.get(Engine.DEFAULT_KEYSPACE, utf8("k"))).isNull();
    }

    @Test
    void laterOperationsOfABatchWin() {
        WriteBatch batch = new WriteBatch();
        batch.put(0, utf8("a"), utf8("1"));
        batch.put(0, utf8("b"), utf8("1"));
        batch.deleteRange(0, KeyRange.all());
        batch.put(0, utf8("b"), utf8("2"));
        batch.delete(0, utf8("b"));
        batch.put(0, utf8("c"), utf8("3"));
        batch.put(0, utf8("c"), utf8("4"));
        engine.apply(batch);
        assertThat(engine.latest().getAll(0, new byte[][] {utf8("a"), utf8("b"), utf8("c")}))
                .isDeepEqualTo(new byte[][] {null, null, utf8("4")});
        assertThat(engine.counters())
                .containsEntry("keys_count", 1L)
                .containsEntry("memtable_size_bytes", 2L);
    }

    @Test
    void keyspacesComeAndGo() {
        int a = engine.keyspace("a");
        assertThat(engine.keyspace("a")).isEqualTo(a);
        assertThat(engine.keyspace("")).isEqualTo(Engine.DEFAULT_KEYSPACE);
        put(a, "k", "v");
        assertThat(engine.keyspaceNames()).containsExactly("", "a");
        EngineSnapshot old = engine.snapshot();
        engine.dropKeyspace(a);
        assertThat(engine.keyspaceNames()).containsExactly("");
        assertThat(engine.counters()).containsEntry("keys_count", 0L);
        int again = engine.keyspace("a");
        assertThat(again).isNotEqualTo(a);
        assertThat(engine.latest().get(again, utf8("k"))).isNull();
        assertThat(old.get(again, utf8("k"))).isNull();
        assertThat(old.get(a, utf8("k"))).isEqualTo(utf8("v"));
        assertThatThrownBy(() -> engine.latest().get(a, utf8("k")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> put(a, "k", "v")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> engine.dropKeyspace(0))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void countersAreCompleteAndCountAllKeyspaces() {
        put(engine.keyspace("other"), "clock", "1");
        put(0, "k", "value");
        assertThat(engine.counters())
                .containsOnlyKeys(
                        "keys_count",
                        "keys_count_exact",
                        "cache_hits",
                        "cache_misses",
                        "memtable_size_bytes",
                        "wal_size_bytes",
                        "disk_size_bytes")
                .containsEntry("keys_count", 2L)
                .containsEntry("keys_count_exact", 1L)
                .containsEntry("memtable_size_bytes", 12L);
    }

    @Test
    void latestFollowsAndItsCursorDoesNot() {
        put(0, "a", "1");
        EngineSnapshot latest = engine.latest();
        assertThat(engine.latest()).isSameAs(latest);
        latest.close();
        try (EngineCursor cursor = latest.cursor(0, KeyRange.all(), Direction.FORWARD)) {
            put(0, "b", "2");
            assertThat(latest.get(0, utf8("b"))).isEqualTo(utf8("2"));
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void lentMemoryCannotBeWritten() {
        put(0, "a", "1");
        put(0, "large", "x".repeat(100_000));
        for (String key : List.of("a", "large")) {
            assertThat(engine.latest().<Boolean>read(0, utf8(key), lent -> lent.isReadOnly()))
                    .isTrue();
        }
        try (EngineCursor cursor = engine.latest().cursor(0, KeyRange.all(), Direction.REVERSE)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value().isReadOnly()).isTrue();
            assertThat(cursor.value().byteSize()).isEqualTo(100_000);
            assertThat(cursor.key().isReadOnly()).isTrue();
        }
    }

    @Test
    void copiesBelongToTheCaller() {
        put(0, "a", "x".repeat(100_000));
        byte[] first = Objects.requireNonNull(engine.latest().get(0, utf8("a")));
        first[0] = 0;
        assertThat(engine.latest().get(0, utf8("a"))).isEqualTo(utf8("x".repeat(100_000)));
    }

    @Test
    void cannotExport() {
        assertThatThrownBy(() -> engine.exportTo(Path.of("x")))
                .isInstanceOf(UnsupportedRequestException.class);
    }

    @Test
    void syncAndCheckpointDoNothingAndCloseMayBeRepeated() {
        put(0, "a", "1");
        engine.sync();
        engine.checkpoint();
        assertThat(engine.latest().get(0, utf8("a"))).isEqualTo(utf8("1"));
        EngineSnapshot snapshot = engine.snapshot();
        engine.close();
        engine.close();
        assertThat(snapshot.get(0, utf8("a"))).isEqualTo(utf8("1"));
    }

    private void put(int keyspace, String key, String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(keyspace, utf8(key), utf8(value));
        engine.apply(batch);
    }
}
