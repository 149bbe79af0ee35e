package io.cairn.sql;

/** A part of a plan that gives rows. Immutable, thread-safe. */
@FunctionalInterface
interface Source {

    /** Starts to read; the caller closes what it is given. */
    Rows open(Run run);
}
