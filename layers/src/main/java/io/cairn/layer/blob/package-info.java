/**
 * Blobs: byte strings of any length, found by what they contain. The same content is stored once,
 * however often it is put, and is gone when it was deleted as often.
 *
 * <pre>
 *   Blobs ----&gt; BlobOutput ----&gt; Upload ----&gt; Catalog ----&gt; Layout
 *     |  \---&gt; BlobInput -----------------&gt; BlobRecord, ChunkChecksum
 *     |  \---&gt; Sweep ---------------------&gt; StoredTuple
 *   BlobId     the digest of a content
 * </pre>
 *
 * <p>Layout: keys and values are packed tuples, except that a chunk is its bytes and a checksum of
 * four bytes, big-endian. That of a chunk is taken over content, i and bytes, that of a record over
 * the id and what the record says: so no chunk and no record is taken for another one.
 *
 * <pre>
 *   (1, id)            -&gt; (1, length, chunk bytes, content, CRC-32C)   a blob, in format 1
 *   (2, content, i)    -&gt; bytes, CRC-32C                      its chunk i, from 0 on
 *   (3, id)            -&gt; (references)                        how often it was put
 *   (4, content)       -&gt; (milliseconds)                      an upload, when it last went on
 * </pre>
 *
 * <p>An id is bytes, a content is a random UUID that an upload begins with. All chunks but the last
 * are as long as the record says, the last one is what remains; an empty blob has none. Chunks of a
 * long blob are written by several transactions, under a content that only row 4 names; the last
 * transaction writes rows 1 and 3 and removes row 4. So a reader never sees a part of a blob, and
 * what a crash leaves behind is what row 4 names. The references have a row of their own, because
 * they change while a blob never does: who reads a blob in a transaction does not conflict with
 * those who put it again.
 *
 * <p>Depends on core's API and on tuples. Read {@link io.cairn.layer.blob.Blobs} first.
 */
@NullMarked
package io.cairn.layer.blob;

import org.jspecify.annotations.NullMarked;
