/**
 * Tests of the suite, which must not rot. Read {@link io.cairn.bench.suite.workload.LyingStoreTest}
 * first.
 */
@NullMarked
package io.cairn.bench.suite.workload;

import org.jspecify.annotations.NullMarked;
