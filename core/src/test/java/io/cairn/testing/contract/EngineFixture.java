package io.cairn.testing.contract;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * A fixture of an engine that {@code Cairn.open} finds by its type. Subclasses say where a new
 * database is. One thread at a time.
 */
public abstract class EngineFixture implements DatabaseFixture {

    private final String name;
    private final String engine;
    private final Promises promises;
    private Settings settings = Settings.usual();
    private Map<String, Object> options = Map.of();

    /**
     * Describes the fixture.
     *
     * @param name the name by which suites choose it
     * @param engine the engine's type
     * @param promises what its databases can do
     */
    protected EngineFixture(String name, String engine, Promises promises) {
        this.name = name;
        this.engine = engine;
        this.promises = promises;
    }

    /**
     * Chooses the engine's options for a new, empty database.
     *
     * @return the options, used for every reopen too
     */
    protected abstract Map<String, Object> fresh();

    /**
     * Chooses the engine's options for an exported database.
     *
     * @param directory the exported directory
     * @return the options
     */
    protected Map<String, Object> exported(Path directory) {
        throw new IllegalStateException(name + " promises no export; directory " + directory);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Promises promises() {
        return promises;
    }

    @Override
    public Database open(Settings wanted) {
        settings = wanted;
        options = fresh();
        return open(options);
    }

    @Override
    public Database reopen(Database current) {
        current.close();
        return open(options);
    }

    @Override
    public Database openExport(Path directory) {
        return open(exported(directory));
    }

    private Database open(Map<String, Object> engineOptions) {
        CairnConfig config =
                new CairnConfig(engine, engineOptions, settings.durability(), settings.limits());
        return Cairn.open(config, settings.components());
    }

    @Override
    public void close() {
        // Subclasses that leave something behind remove it.
    }
}
