/**
 * Where vectors come from and go to: files of several formats, arrays, databases.
 *
 * <p>A {@link io.cairn.hnsw.vector.VectorSource} hands out float32 rows in little-endian order.
 * Sources check everything that their format says about itself, but not the components: NaN and
 * infinity are the reader's matter. Files are written under a temporary name first ({@link
 * io.cairn.hnsw.vector.PendingFile}).
 *
 * <p>Depends on core's API, and of this module on {@code Metric} only. Read {@link
 * io.cairn.hnsw.vector.VectorSource} first, then {@link io.cairn.hnsw.vector.VectorFormat}.
 */
@NullMarked
package io.cairn.hnsw.vector;

import org.jspecify.annotations.NullMarked;
