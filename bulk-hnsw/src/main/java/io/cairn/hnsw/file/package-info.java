/**
 * The index file, drawn in {@code docs/file-formats.md}: a header, and sections that are mapped and
 * used where they lie. Also hnswlib's file, which is read and written.
 *
 * <pre>
 *   IndexFileWriter -&gt; PartialFile        IndexFile -&gt; IndexVerifier      HnswlibFile
 *          |                                   |                              |
 *          +---- HeaderCodec, FileLayout ------+                  HnswlibReader, HnswlibWriter
 * </pre>
 *
 * <p>A file may be anything: no number read from one is used before it is checked. Depends on
 * core's errors and on the module's enums. Read {@link io.cairn.hnsw.file.IndexFile} first.
 */
@NullMarked
package io.cairn.hnsw.file;

import org.jspecify.annotations.NullMarked;
