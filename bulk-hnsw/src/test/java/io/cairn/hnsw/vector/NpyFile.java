package io.cairn.hnsw.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes .npy files, good ones and others. */
final class NpyFile {

    private NpyFile() {}

    /** Returns a file of version 1, as numpy 2.4 writes it. */
    static byte[] of(String descr, boolean fortranOrder, String shape, byte[] body) {
        String text =
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
                        .formatted(descr, fortranOrder ? "True" : "False", shape);
        return of(1, text + " ".repeat(117 - text.length()) + "\n", body);
    }

    /** Returns a file with any header. */
    static byte[] of(int major, String text, byte[] body) {
        byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ReadBack.littleEndian(12 + letters.length + body.length);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        file.put((byte) major).put((byte) 0);
        if (major == 1) {
            file.putShort((short) letters.length);
        } else {
            file.putInt(letters.length);
        }
        file.put(letters).put(body);
        byte[] bytes = new byte[file.position()];
        file.flip().get(bytes);
        return bytes;
    }

    static Path write(Path directory, byte[] bytes) throws IOException {
        return Files.write(directory.resolve("vectors.npy"), bytes);
    }
}
