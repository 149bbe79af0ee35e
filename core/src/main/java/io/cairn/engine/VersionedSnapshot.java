package io.cairn.engine;

/** A pinned state that knows which commit it contains last. Thread-safe; the caller closes it. */
public interface VersionedSnapshot extends EngineSnapshot {

    /**
     * Returns the version of the newest commit that is certainly contained.
     *
     * @return a commit version
     */
    long version();
}
