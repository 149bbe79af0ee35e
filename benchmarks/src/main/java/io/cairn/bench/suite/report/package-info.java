/**
 * What was measured, as lines of JSON, as a page with charts, and in comparison.
 *
 * <p>Depends on nothing else of the suite. Read {@link io.cairn.bench.suite.report.Measurement}
 * first, then {@link io.cairn.bench.suite.report.Report}.
 */
@NullMarked
package io.cairn.bench.suite.report;

import org.jspecify.annotations.NullMarked;
