/**
 * Rows of n columns, found by any of them: each pattern of constants and variables is answered by
 * one scan, and patterns that share variables are joined.
 *
 * <pre>
 *   NStore ----&gt; Indexes ----&gt; Permutations    which indexes there are, and the keys of a row
 *     |    \---&gt; ColumnCount                  refuses rows of another number of columns
 *   Query -----&gt; Plan, Terms                   patterns, which one is looked up first
 *     |
 *   BindingCursor ----&gt; Lookup                 nested loops, one lookup per pattern
 *     |
 *   RowSource, RowCursor                       the rows of a pattern, wherever they come from
 *   IndexRows                                  those of a store
 *
 *   Pattern, Variable                          what is asked
 *   Binding                                    what is answered
 * </pre>
 *
 * <p>Layout: a key in every index {@code j}, with the number of columns {@code n}, and the row's
 * columns in the index's order {@code p}. All are packed as one tuple behind the subspace's prefix.
 *
 * <pre>
 *   subspace, n, j, row[p(0)], ... row[p(n-1)]  -&gt;  the row's value for j = 0, else nothing
 *
 *   columns      1  2  3  4   5   6   7   8    9   10
 *   indexes      1  2  3  6  10  20  35  70  126  252
 *
 *   1 column     0: (0)
 *   2 columns    0: (0 1)    1: (1 0)
 *   3 columns    0: (0 1 2)  1: (1 2 0)  2: (2 0 1)
 * </pre>
 *
 * <p>Index 0 has the columns as they are. There are as few indexes as can be: the sets of n/2
 * columns, of which none is within another, each need one of their own. How an index's number
 * follows from its order is told in {@code Permutations} and is part of the format.
 *
 * <p>A value stands in index 0 only. A query delivers what its variables stand for and no values,
 * so copies in the other indexes would be written and never read.
 *
 * <p>All rows of a subspace have the same number of columns. It is in the keys and not in a row of
 * its own, so that nothing is left when the last row is removed, and no two stores ever read each
 * other's rows.
 *
 * <p>Depends on core's API and {@link io.cairn.layer.tuple}. Read {@link
 * io.cairn.layer.nstore.NStore} first.
 */
@NullMarked
package io.cairn.layer.nstore;

import org.jspecify.annotations.NullMarked;
