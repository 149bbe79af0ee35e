/**
 * Tables of scalars as TOON text, in two forms that must not be mixed up: {@link
 * io.cairn.toon.ToonLine} is the one-line form {@code users[2]{id,name}:1,Alice;2,Bob}, {@link
 * io.cairn.toon.OfficialToon} the indented form of the published format.
 *
 * <p>Depends on {@code io.cairn.error} and, for the official form only, on the optional library
 * jtoon; never on sockets or databases. Read {@link io.cairn.toon.ToonTable} first, then {@link
 * io.cairn.toon.ToonLine}.
 */
@NullMarked
package io.cairn.toon;

import org.jspecify.annotations.NullMarked;
