/** The index file. */
@NullMarked
package io.cairn.hnsw.file;

import org.jspecify.annotations.NullMarked;
