/**
 * Named filters for tests, as a user would write them.
 *
 * <p>Depends on {@code io.cairn.filter} and below. Read {@link
 * io.cairn.testing.filter.SampleFilters} first.
 */
@NullMarked
package io.cairn.testing.filter;

import org.jspecify.annotations.NullMarked;
