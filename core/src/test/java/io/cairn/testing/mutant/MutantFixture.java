package io.cairn.testing.mutant;

import io.cairn.engine.StorageEngine;
import io.cairn.testing.contract.EngineFixture;
import io.cairn.testing.model.ModelDisk;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The model engine with a planted fault, chosen by a system property because fixtures have no
 * arguments.
 */
public final class MutantFixture extends EngineFixture {

    /** The system property that names the mutant. */
    public static final String PROPERTY = "cairn.mutant";

    /** Creates the fixture {@code mutant}. */
    public MutantFixture() {
        super("mutant", "model", new Promises(true, false, true));
    }

    @Override
    protected Map<String, Object> fresh() {
        Mutant mutant = Mutant.valueOf(System.getProperty(PROPERTY));
        UnaryOperator<StorageEngine> wrap = mutant::plant;
        return Map.of("disk", new ModelDisk(), "wrap", wrap);
    }
}
