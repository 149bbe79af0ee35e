/**
 * The data that every store holds in the suite, and the check of what a store gives back.
 *
 * <p>A value carries its own proof: the sum of its words belongs to the key, so a reader who
 * touches every byte has checked it as well. Depends on the JDK alone. Read {@link
 * io.cairn.bench.suite.data.Records} first.
 */
@NullMarked
package io.cairn.bench.suite.data;

import org.jspecify.annotations.NullMarked;
