package io.cairn.layer.search;

/** Which documents match a query of several terms. */
public enum Combination {
    /** Those that contain all terms. */
    AND,
    /** Those that contain at least one term. */
    OR
}
