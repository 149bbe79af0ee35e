/**
 * Filters of listings: who makes them, what they decide, how they are named and found.
 *
 * <p>Depends on {@code io.cairn.bytes} and {@code io.cairn.error}; which flags ask for a filter,
 * and what a listing does with one, is decided above. Read {@link io.cairn.filter.FilterLibrary}
 * first, then {@link io.cairn.filter.EntryFilter}.
 */
@NullMarked
package io.cairn.filter;

import org.jspecify.annotations.NullMarked;
