package io.cairn.hnsw.vector;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What stands before the elements of a .npy file: six magic bytes, two bytes of version, the length
 * of a text (u16 in version 1, u32 in 2 and 3), the text. Immutable.
 *
 * @param file where it stands
 * @param type what an element is
 * @param fortranOrder whether the first index runs fastest
 * @param shape the lengths of the axes
 * @param bodyStart where the elements begin, in bytes
 */
record NpyHeader(Path file, NpyType type, boolean fortranOrder, List<Long> shape, long bodyStart) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** More than numpy itself reads; what version 1 can say. */
    private static final int TEXT_BYTES_MAX = 65_535;

    /** Where the elements begin is a multiple of this, so that they can be mapped as they are. */
    private static final int BODY_ALIGNMENT = 64;

    private static final int VERSION_1_BYTES = 10;
    private static final int VERSION_2_BYTES = 12;

    static NpyHeader read(FileBytes bytes) {
        byte[] fixed = new byte[(int) Math.min(VERSION_2_BYTES, bytes.size())];
        bytes.read(0, MemorySegment.ofArray(fixed), 0, fixed.length);
        for (int i = 0; i < Math.min(MAGIC.length, fixed.length); i++) {
            if (fixed[i] != MAGIC[i]) {
                throw FileFailure.format(
                        "this is not a .npy file; name the format that it has", bytes.path());
            }
        }
        if (fixed.length < VERSION_2_BYTES) {
            throw cut(bytes);
        }
        int major = fixed[6];
        int minor = fixed[7];
        if (major < 1 || major > 3 || minor != 0) {
            throw FileFailure.format(
                    "the file has a version of .npy other than 1.0, 2.0 and 3.0; save it as one of them",
                    bytes.path(),
                    "version",
                    major + "." + minor);
        }
        int start = major == 1 ? VERSION_1_BYTES : VERSION_2_BYTES;
        long length = fixed[8] & 0xFF | (fixed[9] & 0xFF) << 8;
        if (major > 1) {
            length |= (fixed[10] & 0xFFL) << 16 | (fixed[11] & 0xFFL) << 24;
        }
        return of(text(bytes, start, length), bytes.path(), start + length);
    }

    private static byte[] text(FileBytes bytes, int start, long length) {
        if (length > TEXT_BYTES_MAX) {
            throw FileFailure.format(
                    "the header is longer than that of any array of numbers; save the array again",
                    bytes.path(),
                    "header bytes",
                    length,
                    "max",
                    TEXT_BYTES_MAX);
        }
        if (length > bytes.size() - start) {
            throw cut(bytes);
        }
        byte[] text = new byte[(int) length];
        bytes.read(start, MemorySegment.ofArray(text), 0, length);
        return text;
    }

    private static CorruptionException cut(FileBytes bytes) {
        return FileFailure.format(
                "the file ends within its header; copy it again",
                bytes.path(),
                "bytes",
                bytes.size());
    }

    private static NpyHeader of(byte[] text, Path file, long bodyStart) {
        NpyDictionary.Fields fields = new NpyDictionary(text, file).parse();
        NpyType type = NpyType.of(fields.descr(), file);
        return new NpyHeader(file, type, fields.fortranOrder(), fields.shape(), bodyStart);
    }

    /** Returns a header of version 1 for float32[count][dimension], little-endian, C order. */
    static byte[] write(long count, int dimension) {
        String text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': ("
                        + count
                        + ", "
                        + dimension
                        + "), }";
        int bytes = VERSION_1_BYTES + text.length() + 1;
        int padding = -bytes & (BODY_ALIGNMENT - 1);
        int length = text.length() + padding + 1;
        String head = "\u0093NUMPY\u0001\u0000" + (char) (length & 0xFF) + (char) (length >>> 8);
        return (head + text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the dimension of the vectors in an array of two axes. */
    int dimension(int given) {
        if (shape.size() != 2) {
            throw new InvalidArgumentException(
                    "the array must have two axes, one for vectors and one for components; reshape it",
                    "file",
                    file,
                    "field",
                    NpyDictionary.SHAPE,
                    NpyDictionary.SHAPE,
                    shape);
        }
        return Sizes.inFile(shape.get(1), given, file);
    }

    /** Returns the number of vectors. */
    long count() {
        return Sizes.count(shape.getFirst(), file);
    }

    /** Refuses a file that is longer or shorter than its header says. */
    void checkBody(FileBytes bytes, long elements) {
        long expected = bodyStart + elements * type.bytes();
        if (bytes.size() != expected) {
            throw FileFailure.format(
                    bytes.size() < expected
                            ? "the file ends before its last element; copy it again"
                            : "there are more bytes in the file than elements; save the array again",
                    file,
                    NpyDictionary.SHAPE,
                    shape,
                    "bytes",
                    bytes.size(),
                    "bytes expected",
                    expected);
        }
    }

    /** Refuses elements that are not little-endian float32 in C order. */
    void requirePlain() {
        if (!type.isPlain()) {
            throw new InvalidArgumentException(
                    "the elements are not little-endian float32; convert the file with 'cairn bulk convert'",
                    "file",
                    file,
                    "field",
                    NpyDictionary.DESCR,
                    NpyDictionary.DESCR,
                    type.descr());
        }
        if (fortranOrder && shape.size() > 1) {
            throw new InvalidArgumentException(
                    "the array is in Fortran order; convert the file with 'cairn bulk convert'",
                    "file",
                    file,
                    "field",
                    NpyDictionary.FORTRAN_ORDER);
        }
    }
}
