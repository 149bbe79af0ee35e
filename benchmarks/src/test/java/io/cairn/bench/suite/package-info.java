/** Tests of the suite, which must not rot. Read {@link io.cairn.bench.suite.BlinkTest} first. */
@NullMarked
package io.cairn.bench.suite;

import org.jspecify.annotations.NullMarked;
