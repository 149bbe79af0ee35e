package io.cairn.compat.yokan;

import io.cairn.api.Database;

/** Finds, at each call, the open database behind a handle. Thread-safe. */
@FunctionalInterface
interface Source {

    /**
     * Returns the database, which others close.
     *
     * @throws YokanException when the provider does not answer or has no database
     */
    Database database();
}
