/**
 * Core's own runs of the contract suite, and the tests of the testkit itself. Depends on {@code
 * io.cairn.testing}. Read {@link io.cairn.suite.ModelSuiteTest} first.
 */
@NullMarked
package io.cairn.suite;

import org.jspecify.annotations.NullMarked;
