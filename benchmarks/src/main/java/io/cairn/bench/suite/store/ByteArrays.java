package io.cairn.bench.suite.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;

/** Arrays in unsigned order as keys of MVStore, whose own type has no order. */
final class ByteArrays extends BasicDataType<byte[]> {

    static final ByteArrays INSTANCE = new ByteArrays();

    private ByteArrays() {}

    @Override
    public int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    @Override
    public int getMemory(byte[] key) {
        return ByteArrayDataType.INSTANCE.getMemory(key);
    }

    @Override
    public void write(WriteBuffer target, byte[] key) {
        ByteArrayDataType.INSTANCE.write(target, key);
    }

    @Override
    public byte[] read(ByteBuffer source) {
        return ByteArrayDataType.INSTANCE.read(source);
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
