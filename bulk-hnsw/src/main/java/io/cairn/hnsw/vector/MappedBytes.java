package io.cairn.hnsw.vector;

import io.cairn.hnsw.file.NativeView;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A mapped file; of any length, as only the pages in use need memory. */
final class MappedBytes extends FileBytes {

    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment mapping;

    private MappedBytes(
            Path path, long size, FileChannel channel, Arena arena, MemorySegment mapping) {
        super(path, size);
        this.channel = channel;
        this.arena = arena;
        this.mapping = mapping;
    }

    static MappedBytes open(Path path, long size) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            return new MappedBytes(path, size, channel, arena, mapping);
        } catch (IOException | RuntimeException e) {
            arena.close();
            channel.close();
            throw e;
        }
    }

    @Override
    void copy(long position, MemorySegment target, long offset, long bytes) {
        MemorySegment.copy(mapping, position, target, offset, bytes);
    }

    @Override
    MemorySegment view(long position, long bytes) {
        return NativeView.of(mapping.asSlice(position, bytes), arena);
    }

    @Override
    long lengthNow() throws IOException {
        return channel.size();
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        arena.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailure.reading(path(), e);
        }
    }
}
