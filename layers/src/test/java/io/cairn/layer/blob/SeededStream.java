package io.cairn.layer.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Random bytes of any length, the same for the same seed; it may fail on the way. */
final class SeededStream extends InputStream {

    private final Random random;
    private final byte[] block = new byte[8 << 10];
    private final long length;
    private final long failAt;
    private long given;

    private SeededStream(long seed, long length, long failAt) {
        random = new Random(seed);
        this.length = length;
        this.failAt = failAt;
    }

    static SeededStream of(long seed, long length) {
        return new SeededStream(seed, length, Long.MAX_VALUE);
    }

    /** One that throws {@link IOException} instead of giving the byte at an offset. */
    static SeededStream failing(long seed, long failAt) {
        return new SeededStream(seed, Long.MAX_VALUE, failAt);
    }

    static byte[] bytes(long seed, int length) {
        try {
            return of(seed, length).readNBytes(length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (given == failAt) {
            throw new IOException("the source broke");
        }
        if (given == length) {
            return -1;
        }
        if (count == 0) {
            return 0;
        }
        int at = (int) (given % block.length);
        if (at == 0) {
            random.nextBytes(block);
        }
        long left = Math.min(length, failAt) - given;
        int step = (int) Math.min(Math.min(count, block.length - at), left);
        System.arraycopy(block, at, target, offset, step);
        given += step;
        return step;
    }
}
