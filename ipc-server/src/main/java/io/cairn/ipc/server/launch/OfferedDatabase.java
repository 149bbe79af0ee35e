package io.cairn.ipc.server.launch;

import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database that the server shall open and offer. Immutable.
 *
 * @param id its number, 0 to 65535
 * @param name what people call it; empty for nothing
 * @param config how it is opened
 * @param pointer where a configuration file describes it, empty when none does
 */
record OfferedDatabase(int id, String name, CairnConfig config, String pointer) {

    static final int ID_MAX = 0xFFFF;
    static final String ROCKSDB = "rocksdb";
    static final String MEMORY = "memory";

    private static final String PATH = "path";

    OfferedDatabase {
        Objects.requireNonNull(config, "config");
    }

    /** Returns the directory it lives in, null when it has none or none has been given. */
    @Nullable Path path() {
        Object path = config.engineOptions().get(PATH);
        return path == null ? null : Path.of(String.valueOf(path));
    }

    /** Tells whether the engine needs a directory that has not been given. */
    boolean lacksPath() {
        return config.engine().equals(ROCKSDB) && path() == null;
    }

    OfferedDatabase at(Path directory) {
        Map<String, Object> options = new HashMap<>(config.engineOptions());
        options.put(PATH, directory.toString());
        CairnConfig placed =
                new CairnConfig(config.engine(), options, config.durability(), config.limits());
        return new OfferedDatabase(id, name, placed, pointer);
    }

    OfferedDatabase with(Durability durability) {
        return new OfferedDatabase(id, name, config.with(durability), pointer);
    }

    /** Describes it for the log. */
    String describe() {
        Path path = path();
        return id
                + (name.isEmpty() ? "" : " (" + name + ")")
                + ": engine "
                + config.engine()
                + (path == null ? "" : " at " + path)
                + ", durability "
                + config.durability();
    }
}
