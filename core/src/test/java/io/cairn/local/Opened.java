package io.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.config.RecordBinder;
import io.cairn.testing.fault.SlowEngine;
import io.cairn.testing.fault.StrictEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database over an engine that can be made slow and that notes every breach of what it was
 * promised. Closing it checks that there was none.
 *
 * @param db the database
 * @param slow where calls can be held up
 * @param strict what notes breaches
 */
record Opened(Database db, SlowEngine slow, StrictEngine strict) implements AutoCloseable {

    /** Opens with limits given by name, as in a URL. */
    static Opened with(Map<String, String> limits) {
        return with(limits, Components.system());
    }

    static Opened with(Map<String, String> limits, Components components) {
        SlowEngine slow = new SlowEngine(new ModelEngine(new ModelDisk()));
        StrictEngine strict = new StrictEngine(slow);
        Limits bound = RecordBinder.bindText(Limits.class, limits, "");
        return new Opened(
                LocalDatabase.open(strict, Durability.SYNC, bound, components), slow, strict);
    }

    static Opened usual() {
        return with(Map.of());
    }

    static byte[] b(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        db.close();
        assertThat(strict.breaches()).isEmpty();
    }
}
