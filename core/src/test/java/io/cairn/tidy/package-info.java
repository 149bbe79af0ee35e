/**
 * The house rules as tests: what every source file of the repository must look like, and which
 * package of core may know which. Each rule is also shown to fail on a planted breach.
 *
 * <p>Depends on nothing of Cairn. Read {@link io.cairn.tidy.TidyTest} first.
 */
@NullMarked
package io.cairn.tidy;

import org.jspecify.annotations.NullMarked;
