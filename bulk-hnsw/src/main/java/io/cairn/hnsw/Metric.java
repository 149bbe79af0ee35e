package io.cairn.hnsw;

/** How far two vectors are from each other; less is nearer. Immutable. */
public enum Metric {
    /**
     * One less the cosine of the angle between them, 0 to 2. Vectors are stored scaled to length 1;
     * those whose length differs from it by 1e-6 or less are stored as they come. A vector of zeros
     * has the distance 1 to every vector.
     */
    COSINE,
    /** The Euclidean distance, with the root. */
    L2,
    /** The negated inner product. */
    IP
}
