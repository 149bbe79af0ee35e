package io.cairn.config;

/** What survives when a commit has returned. */
public enum Durability {
    /**
     * Survives the death of the process; a power cut may undo the latest commits, but only a suffix
     * of the commit order.
     */
    BUFFERED,
    /** Survives a power cut: the commit returns after the engine's log was synced. */
    SYNC
}
