/**
 * Tests of the suite, which must not rot. Read {@link io.cairn.bench.suite.report.ReportTest}
 * first.
 */
@NullMarked
package io.cairn.bench.suite.report;

import org.jspecify.annotations.NullMarked;
