/** Tests of the measurements of vector indexes, on little data. */
@NullMarked
package io.cairn.bench.vector;

import org.jspecify.annotations.NullMarked;
