package io.cairn.hnsw;

import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.file.IndexFileWriter;
import io.cairn.hnsw.file.IndexHeader;
import io.cairn.hnsw.file.SectionKind;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.Links;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A graph and ids as sections of an index file. Stateless. */
final class GraphSections {

    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private GraphSections() {}

    static void write(IndexFileWriter file, Graph graph) {
        file.section(SectionKind.LEVEL0_LINKS, graph.bottom().memory());
        file.section(SectionKind.LEVELS, graph.levels());
        file.section(SectionKind.UPPER_OFFSETS, graph.offsets());
        file.section(SectionKind.UPPER_LINKS, graph.upper().memory());
    }

    /** Writes ids, unless they are the numbers of the rows. */
    static void writeIds(IndexFileWriter file, long[] ids) {
        boolean numbers = true;
        for (int i = 0; i < ids.length && numbers; i++) {
            numbers = ids[i] == i;
        }
        if (!numbers) {
            writeLongs(file, SectionKind.IDS, ids);
        }
    }

    static void writeLongs(IndexFileWriter file, SectionKind kind, long[] numbers) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate((long) numbers.length * Long.BYTES);
            MemorySegment.copy(numbers, 0, memory, LONG, 0, numbers.length);
            file.section(kind, memory);
        }
    }

    static Graph read(IndexFile file) {
        IndexHeader header = file.header();
        return new Graph(
                header.rows(),
                new Links(file.require(SectionKind.LEVEL0_LINKS), 2 * header.maxConnections()),
                file.require(SectionKind.LEVELS),
                file.require(SectionKind.UPPER_OFFSETS),
                new Links(file.require(SectionKind.UPPER_LINKS), header.maxConnections()),
                header.entryPoint(),
                header.maxLayer());
    }
}
