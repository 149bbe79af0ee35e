package io.cairn.testing.model;

import io.cairn.engine.StorageEngine;
import io.cairn.testing.contract.DatabaseFixture.Promises;
import io.cairn.testing.contract.EngineFixture;
import io.cairn.testing.fault.StrictEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The model engine, watched by a {@link StrictEngine}: shows that the suite can be passed, and that
 * core keeps its promises to engines.
 */
public class ModelFixture extends EngineFixture {

    private final Function<StorageEngine, StorageEngine> wrapper;
    private final List<StrictEngine> watched = new ArrayList<>();

    /** Creates the fixture {@code model}. */
    public ModelFixture() {
        this("model", Function.identity());
    }

    /**
     * Creates a fixture with a changed model engine.
     *
     * @param name the name by which suites choose it
     * @param wrapper what stands between the model and core
     */
    protected ModelFixture(String name, Function<StorageEngine, StorageEngine> wrapper) {
        super(name, "model", new Promises(true, false, true));
        this.wrapper = wrapper;
    }

    @Override
    protected Map<String, Object> fresh() {
        Function<StorageEngine, StorageEngine> wrap =
                engine -> {
                    StrictEngine strict = new StrictEngine(wrapper.apply(engine));
                    watched.add(strict);
                    return strict;
                };
        return Map.of("disk", new ModelDisk(), "wrap", wrap);
    }

    @Override
    public List<String> faults() {
        return watched.stream().flatMap(engine -> engine.breaches().stream()).toList();
    }
}
