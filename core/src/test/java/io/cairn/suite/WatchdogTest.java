package io.cairn.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.Engine;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.StrictEngine;
import io.cairn.testing.fault.TrashingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: the engines that watch over core see what they are there to see. Method: do what core must
 * not do.
 */
class WatchdogTest {

    private static final byte[] KEY = Bytes.utf8("key");

    private static <E extends StorageEngine> E filled(E engine) {
        WriteBatch batch = new WriteBatch();
        batch.put(Engine.DEFAULT_KEYSPACE, KEY, Bytes.utf8("value"));
        batch.put(Engine.DEFAULT_KEYSPACE, Bytes.after(KEY), Bytes.utf8("other"));
        engine.apply(batch);
        return engine;
    }

    private static EngineCursor cursor(EngineSnapshot view) {
        return view.cursor(Engine.DEFAULT_KEYSPACE, KeyRange.all(), Direction.FORWARD);
    }

    @Test
    void memoryIsOverwrittenWhenTheLoanEnds() {
        StorageEngine engine = filled(new TrashingEngine(new ModelEngine(new ModelDisk())));
        MemorySegment kept = engine.latest().read(Engine.DEFAULT_KEYSPACE, KEY, lent -> lent);
        assertThat(kept.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0xDB);
        EngineCursor cursor = cursor(engine.latest());
        cursor.next();
        MemorySegment key = cursor.key();
        assertThat(key.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(KEY);
        cursor.next();
        assertThat(key.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0xDB);
        MemorySegment value = cursor.value();
        cursor.close();
        assertThat(value.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0xDB);
    }

    @Test
    void breachesAreNoted() {
        StrictEngine engine = filled(new StrictEngine(new ModelEngine(new ModelDisk())));
        assertThat(engine.breaches()).isEmpty();
        EngineSnapshot snapshot = engine.snapshot();
        EngineCursor cursor = cursor(snapshot);
        snapshot.close();
        cursor.close();
        cursor.next();
        snapshot.get(Engine.DEFAULT_KEYSPACE, KEY);
        WriteBatch empty = new WriteBatch();
        empty.delete(Engine.DEFAULT_KEYSPACE, Bytes.EMPTY);
        engine.apply(empty);
        EngineSnapshot open = engine.snapshot();
        engine.close();
        engine.sync();
        open.get(Engine.DEFAULT_KEYSPACE, KEY);
        List<String> firstLines =
                engine.breaches().stream()
                        .map(text -> text.lines().findFirst().orElseThrow())
                        .toList();
        assertThat(firstLines)
                .containsExactly(
                        "a snapshot closed before 1 of its cursors",
                        "next on a closed cursor",
                        "get on a closed snapshot",
                        "an empty key in a batch",
                        "closed with 1 snapshots and 0 cursors open",
                        "sync after close",
                        "get after close");
    }
}
