package io.cairn.layer.blob;

import java.time.InstantSource;

/**
 * How blobs are written.
 *
 * @param chunkBytes the length of a chunk
 * @param pieceChunks how many chunks one transaction stores
 * @param clock tells when an upload goes on
 */
record UploadSettings(int chunkBytes, int pieceChunks, InstantSource clock) {

    long pieceBytes() {
        return (long) chunkBytes * pieceChunks;
    }
}
