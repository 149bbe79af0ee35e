/**
 * What SQL statements take and give, without a word on how they are run: the library {@code
 * io.cairn:cairn-sql} does that, and is found at run time.
 *
 * <pre>
 *   SqlProvider ----&gt; SqlStatements ----&gt; SqlResult ----&gt; SqlRow
 *                           \-----------&gt; SqlException
 * </pre>
 *
 * <p>Depends on core's API only. Read {@link io.cairn.layer.sql.SqlStatements} first.
 */
@NullMarked
package io.cairn.layer.sql;

import org.jspecify.annotations.NullMarked;
