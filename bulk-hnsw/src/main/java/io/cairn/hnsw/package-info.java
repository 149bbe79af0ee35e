/**
 * Approximate nearest neighbours of vectors: an index is built once, in bulk, into a file that is
 * mapped and searched by any number of threads. Distances are approximate in which vectors are
 * found, never in what is said of those.
 *
 * <pre>
 *   BulkIndexes --&gt; HnswIndex --&gt; build:   IndexBuild  --&gt; vector, build, file
 *                       |
 *                       +-------&gt; search:  SearchPool  --&gt; graph, kernel, file
 *                       +-------&gt; update:  HnswUpdate  --&gt; build, file
 * </pre>
 *
 * <p>Of the packages below, {@code kernel} compares vectors, {@code graph} is what is searched,
 * {@code build} makes it, {@code file} keeps it, {@code vector} reads what it is made from, {@code
 * cli} is the command. {@code build} depends on {@code graph} and that one on {@code kernel};
 * {@code file} and {@code vector} on none of them; all know the enums and options of this package.
 * This package depends on all but {@code cli}, and on core's errors; of a database only {@code
 * vector} knows. Read {@link io.cairn.hnsw.HnswIndex} first, then {@code IndexBuild} and {@code
 * SearchPool}.
 */
@NullMarked
package io.cairn.hnsw;

import org.jspecify.annotations.NullMarked;
