package io.cairn.ipc.server;

import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.config.Limits;

/**
 * A database that a server offers. Whoever opened the database closes it, after the server.
 * Immutable.
 *
 * @param database the open database
 * @param engine its kind, such as {@code memory}
 * @param durability what its commits survive unless a transaction says otherwise
 * @param limits its limits
 */
public record Served(Database database, String engine, Durability durability, Limits limits) {}
