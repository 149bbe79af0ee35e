/**
 * The library {@code lua} of filters: scripts that select the entries of a listing.
 *
 * <p>A script runs on LuaJ's interpreter, once for each entry, in an environment of its own: what
 * it sets is gone afterwards. It reaches nothing outside, and each run has a budget of instructions
 * and of memory, counted before they are spent, so that no script hangs or fills the process that
 * it runs in.
 *
 * <p>Depends on {@code io.cairn.filter} and below, LuaJ and Jackson. Read {@link
 * io.cairn.filter.lua.LuaFilters} first, then {@link io.cairn.filter.lua.Script}.
 */
@NullMarked
package io.cairn.filter.lua;

import org.jspecify.annotations.NullMarked;
