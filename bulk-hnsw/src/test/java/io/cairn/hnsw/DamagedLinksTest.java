package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.CorruptionException;
import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.file.SectionKind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sections of a file that searches follow are damaged behind the header's back, as a disk may
 * do it. A search gives an answer or says that the file is damaged; it never ends otherwise.
 */
class DamagedLinksTest {

    private static final int COUNT = 400;
    private static final float[][] VECTORS = TestVectors.clustered(COUNT, 6, 1);
    private static final int[] ABSURD = {
        -1, COUNT, COUNT + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, -COUNT
    };

    @TempDir Path directory;
    private Path file;
    private byte[] sound = new byte[0];

    @BeforeEach
    void build() throws Exception {
        file = directory.resolve("index");
        HnswBuildOptions options = TestIndex.options().withMaxConnections(4);
        HnswIndex.build(TestIndex.source(VECTORS), file, options);
        sound = Files.readAllBytes(file);
    }

    private long offset(SectionKind kind) {
        try (IndexFile open = IndexFile.open(file)) {
            return new HeaderLook(open).offset(kind);
        }
    }

    /** Finds where a section lies, by its address. */
    private record HeaderLook(IndexFile file) {
        long offset(SectionKind kind) {
            MemorySegment vectors = file.require(SectionKind.VECTORS);
            // Vectors come first, behind the header's page.
            return file.require(kind).address() - vectors.address() + 4096;
        }
    }

    /** Replaces a part of the section's numbers. */
    private byte[] damaged(SectionKind kind, Random random, int parts) {
        int begin = (int) offset(kind);
        int bytes;
        try (IndexFile open = IndexFile.open(file)) {
            bytes = (int) open.require(kind).byteSize();
        }
        ByteBuffer damaged = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (kind == SectionKind.LEVELS) {
            for (int i = 0; i < bytes; i++) {
                if (random.nextInt(parts) == 0) {
                    damaged.put(begin + i, (byte) random.nextInt());
                }
            }
        } else {
            for (int i = 0; i < bytes; i += 4) {
                if (random.nextInt(parts) == 0) {
                    damaged.putInt(begin + i, ABSURD[random.nextInt(ABSURD.length)]);
                }
            }
        }
        return damaged.array();
    }

    @Test
    void everyLinkOfTheLowestLayer() throws Exception {
        Files.write(file, damaged(SectionKind.LEVEL0_LINKS, new Random(1), 1));
        try (HnswIndex index = HnswIndex.open(file)) {
            int reported = 0;
            for (float[] query : VECTORS) {
                reported += answers(() -> index.search(query, 10, 50)) ? 0 : 1;
            }
            // Numbers below zero count as no links at all.
            assertThat(reported).isPositive();
        }
    }

    @Test
    void aSearchThatComesToADeadEndGoesOnFromTheEntryPoint() throws Exception {
        int links = (int) offset(SectionKind.LEVEL0_LINKS);
        int levels = (int) offset(SectionKind.LEVELS);
        int deadEnds = 0;
        int entry;
        try (IndexFile open = IndexFile.open(file)) {
            entry = open.header().entryPoint();
        }
        for (int row = 0; row < COUNT; row++) {
            byte[] damaged = sound.clone();
            if (damaged[levels + row] > 0 && row != entry) {
                // Rows have 8 links here; this one has none now.
                ByteBuffer.wrap(damaged).putInt(links + row * 36, 0);
                Files.write(file, damaged);
                try (HnswIndex index = HnswIndex.open(file)) {
                    float[] query = StoredRows.of(index).vectors()[row];
                    assertThat(index.search(query, COUNT, COUNT)).hasSizeGreaterThan(COUNT / 2);
                }
                deadEnds++;
            }
        }
        assertThat(deadEnds).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(
            value = SectionKind.class,
            names = {"LEVEL0_LINKS", "UPPER_LINKS", "UPPER_OFFSETS", "LEVELS"})
    void someNumbers(SectionKind kind) throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Files.write(file, damaged(kind, random, 1 + random.nextInt(60)));
            try (HnswIndex index = HnswIndex.open(file)) {
                int reported = 0;
                for (int i = 0; i < 30; i++) {
                    float[] query = VECTORS[i];
                    reported += answers(() -> index.search(query, 10, 50)) ? 0 : 1;
                    reported += answers(() -> index.search(query, 10, 50, id -> id > 3)) ? 0 : 1;
                }
                MemorySegment queries = MemorySegment.ofArray(new float[60]);
                answers(() -> index.searchAll(queries, 10, 5, 50, 2));
                answers(() -> index.recall(10, 10, 50, 1));
                answers(index::info);
                answers(() ->
                        index.update(2).add(5_000, VECTORS[0]).save(directory.resolve("updated")));
                assertThat(answers(() -> index.searchExactly(VECTORS[0], 5))).isTrue();
                assertThat(answers(() -> verified(index))).isFalse();
                assertThat(reported).isNotNegative();
            }
        }
    }

    private static boolean verified(HnswIndex index) {
        index.verify();
        return true;
    }

    /** Tells whether there is an answer; only damage may be reported instead. */
    private static boolean answers(Callable<Object> call) throws Exception {
        try {
            call.call();
            return true;
        } catch (CorruptionException e) {
            assertThat(e.getMessage()).contains("section=", "file=");
            return false;
        }
    }
}
