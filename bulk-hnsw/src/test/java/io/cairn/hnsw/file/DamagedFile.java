package io.cairn.hnsw.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The bytes of an index file, to be changed and written back. Used by one thread. */
final class DamagedFile {

    final ByteBuffer bytes;
    private final Path path;

    DamagedFile(Path path, byte[] sound) {
        this.path = path;
        this.bytes = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes the header's checksum right again. */
    DamagedFile sealed() {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, HeaderField.CHECKSUM.offset());
        bytes.putInt(HeaderField.CHECKSUM.offset(), (int) crc.getValue());
        return this;
    }

    void write() throws IOException {
        Files.write(path, bytes.array());
    }

    void openAndVerify() throws IOException {
        write();
        try (IndexFile file = IndexFile.open(path)) {
            file.verify();
        }
    }
}
