package io.cairn.api;

/** What a put with modes did. */
public enum PutOutcome {
    /** The value was written. */
    WRITTEN,
    /** Nothing was written: NEW_ONLY, and the key was there. */
    ALREADY_PRESENT,
    /** Nothing was written: EXIST_ONLY, and the key was not there. */
    ABSENT
}
