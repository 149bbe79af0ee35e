package io.cairn.testing.model;

import io.cairn.testing.fault.TrashingEngine;

/**
 * The model engine that overwrites what it lent as soon as the loan ends: shows that nobody keeps
 * borrowed memory.
 */
public final class TrashingFixture extends ModelFixture {

    /** Creates the fixture {@code model-trashing}. */
    public TrashingFixture() {
        super("model-trashing", TrashingEngine::new);
    }
}
