package io.cairn.layer.objects;

/**
 * Computes the CRC-32C of a concatenation from those of its parts. A checksum is a polynomial over
 * two elements, the bit of the highest value its constant term; bytes that follow multiply it by a
 * power of x. Stateless.
 */
final class ChecksumAlgebra {

    /** The polynomial by which all is reduced, without its highest term. */
    private static final int POLYNOMIAL = 0x82F6_3B78;

    /** What changes nothing by multiplying. */
    static final int ONE = 1 << 31;

    /** The power of x that one byte multiplies by, which is the eighth. */
    private static final int BYTE = ONE >>> 8;

    /** What one byte, two, four, and so on, multiply by. */
    private static final int[] POWERS = powers();

    private ChecksumAlgebra() {}

    private static int[] powers() {
        int[] powers = new int[Long.SIZE];
        powers[0] = BYTE;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }

    static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int term = ONE; term != 0; term >>>= 1) {
            if ((a & term) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }

    /** Returns what a checksum is multiplied by when so many bytes follow. */
    static int shift(long bytes) {
        int result = ONE;
        for (long rest = bytes; rest != 0; rest &= rest - 1) {
            result = multiply(result, POWERS[Long.numberOfTrailingZeros(rest)]);
        }
        return result;
    }
}
