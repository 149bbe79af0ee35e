/** The command line. */
@NullMarked
package io.cairn.hnsw.cli;

import org.jspecify.annotations.NullMarked;
