/**
 * Tables with SQL. Calcite reads a statement, checks it and turns it into relational algebra; this
 * package runs the algebra on ordered keys.
 *
 * <pre>
 *   SqlDatabase ---&gt; PlanCache ---&gt; Planning ---&gt; Preparation, Planner      text to algebra
 *        |                             |
 *        |                             v
 *        |                          Compiler ---&gt; Expressions, SubQueries   algebra to Source
 *        |                             |
 *        |                             v
 *        |              Scan, Join, Aggregation, Sorting, Steps             Source gives Rows
 *        |                 \--&gt; Access, KnownColumns                        which keys are read
 *        v
 *   Execution ---&gt; Changes ---&gt; RowTriggers                                 what is written
 *   DdlParser ---&gt; Ddl ---&gt; Definitions                                     CREATE and DROP
 * </pre>
 *
 * <p>Keys in the keyspace {@code sql}, as tuples, and their values:
 *
 * <pre>
 *   (0, "table", name)          the table: (1, id, name, columns, primary key, indexes)
 *                                 column:  (name, type, length, not null, default)
 *                                 index:   (id, name, unique, columns)
 *   (0, "index", name)          the index's table: (name)
 *   (0, "next")                 the next id of a table or an index: (id)
 *   (1, table id, key ...)      a row: its other columns, in the order of the table,
 *                                but those that were added later
 *   (2, index id, values ..., key ...)    nothing: the row with this key has these values
 * </pre>
 *
 * <p>Names are in lower case there. A row's key is its primary key, or, without one, a UUID that
 * sorts as rows were inserted. Keys sort as the values do, NULL first, so a range of values is a
 * range of keys.
 *
 * <p>Depends on core's API and on {@code io.cairn.layer.sql}, {@code io.cairn.layer.tuple} and
 * {@code io.cairn.layer.trigger}. Read {@link io.cairn.sql.SqlDatabase} first.
 */
@NullMarked
package io.cairn.sql;

import org.jspecify.annotations.NullMarked;
