/**
 * Tests of the suite, which must not rot. Read {@link io.cairn.bench.suite.data.AuditTest} first.
 */
@NullMarked
package io.cairn.bench.suite.data;

import org.jspecify.annotations.NullMarked;
