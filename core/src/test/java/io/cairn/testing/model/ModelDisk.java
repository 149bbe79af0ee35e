package io.cairn.testing.model;

/**
 * What outlives a model engine: engines opened on the same disk, one after another, see the same
 * data. Thread-safe.
 */
public final class ModelDisk {

    private volatile ModelState state = ModelState.empty();
    private volatile long reservedVersion;

    ModelState state() {
        return state;
    }

    void state(ModelState next) {
        state = next;
    }

    long reservedVersion() {
        return reservedVersion;
    }

    void reservedVersion(long version) {
        reservedVersion = version;
    }
}
