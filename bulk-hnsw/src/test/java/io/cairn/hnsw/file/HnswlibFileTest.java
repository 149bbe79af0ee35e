package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexes go to hnswlib's file and come back. */
class HnswlibFileTest {

    @TempDir Path directory;

    private Path source() {
        return directory.resolve("index.hnsw");
    }

    private Path foreign() {
        return directory.resolve("index.bin");
    }

    private Path back() {
        return directory.resolve("back.hnsw");
    }

    private void export(SampleIndex sample) {
        sample.write(source());
        try (IndexFile file = IndexFile.open(source())) {
            HnswlibFile.write(file, foreign(), true);
        }
    }

    private IndexHeader bringBack(Metric metric) {
        try (IndexFileWriter writer = IndexFileWriter.create(back())) {
            IndexHeader header = HnswlibFile.read(foreign(), metric, writer);
            writer.commit(header);
            return header;
        }
    }

    static Stream<SampleIndex> samples() {
        return Stream.of(
                SampleIndex.of(0, 3, 1),
                SampleIndex.of(1, 1, 2),
                SampleIndex.of(2, 17, 3).withIds(),
                SampleIndex.of(Metric.COSINE, Encoding.F32, 100, 16, 4).withIds().withDeletions(),
                SampleIndex.of(3_000, 100, 6).withDeletions(),
                SampleIndex.of(3, 65_536, 7).withIds());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void allOfItComesBack(SampleIndex sample) {
        export(sample);
        IndexHeader header = bringBack(sample.header.metric());
        assertThat(header.rows()).isEqualTo(sample.header.rows());
        assertThat(header.deleted()).isEqualTo(sample.header.deleted());
        assertThat(header.dimension()).isEqualTo(sample.header.dimension());
        assertThat(header.maxConnections()).isEqualTo(sample.header.maxConnections());
        assertThat(header.efConstruction()).isEqualTo(sample.header.efConstruction());
        assertThat(header.entryPoint()).isEqualTo(sample.header.entryPoint());
        assertThat(header.maxLayer()).isEqualTo(sample.header.maxLayer());
        assertThat(header.metric()).isEqualTo(sample.header.metric());
        try (IndexFile file = IndexFile.open(back())) {
            file.verify();
            sample.sections.forEach((kind, bytes) ->
                    assertThat(file.require(kind).mismatch(bytes)).as(kind.name()).isEqualTo(-1));
            MemorySegment ids = file.require(SectionKind.IDS);
            for (int row = 0; row < header.rows() && sample.get(SectionKind.IDS) == null; row++) {
                assertThat(ids.get(LittleEndian.U64, row * 8L)).isEqualTo(row);
            }
        }
    }

    @Test
    void componentsOfSixteenBitsAreWidened() {
        SampleIndex sample = SampleIndex.of(Metric.IP, Encoding.BF16, 50, 7, 1);
        export(sample);
        assertThat(bringBack(Metric.IP).encoding()).isEqualTo(Encoding.F32);
        try (IndexFile file = IndexFile.open(back())) {
            MemorySegment vectors = file.require(SectionKind.VECTORS);
            for (int row = 0; row < 50; row++) {
                for (int i = 0; i < 7; i++) {
                    int narrow =
                            sample.get(SectionKind.VECTORS)
                                    .get(LittleEndian.U16, row * 64L + i * 2L);
                    assertThat(vectors.get(LittleEndian.U32, row * 64L + i * 4L))
                            .isEqualTo(narrow << 16);
                }
            }
        }
    }

    /** As hnswlib lays it out: two elements of one component, the second deleted. */
    @Test
    void theBytesAreThoseOfHnswlib() throws IOException {
        SampleIndex sample = SampleIndex.of(2, 1, 2);
        sample.sections.put(SectionKind.IDS, MemorySegment.ofArray(new long[] {258, 3}));
        sample.sections.put(SectionKind.TOMBSTONES, MemorySegment.ofArray(new long[] {2}));
        sample.header = sample.withDeleted(1);
        export(sample);
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(foreign())).order(ByteOrder.LITTLE_ENDIAN);
        long[] sizes = {0, 2, 2, 36 + 4 + 8, 40, 36};
        for (int i = 0; i < sizes.length; i++) {
            assertThat(file.getLong(i * 8)).as("size " + i).isEqualTo(sizes[i]);
        }
        assertThat(file.getInt(48)).isEqualTo(sample.header.maxLayer());
        assertThat(file.getInt(52)).isEqualTo(sample.header.entryPoint());
        assertThat(file.getLong(56)).isEqualTo(4);
        assertThat(file.getLong(64)).isEqualTo(8);
        assertThat(file.getLong(72)).isEqualTo(4);
        assertThat(file.getDouble(80)).isEqualTo(1 / Math.log(4));
        assertThat(file.getLong(88)).isEqualTo(100);
        int component = sample.get(SectionKind.VECTORS).get(LittleEndian.U32, 64);
        String second = HexFormat.of().formatHex(file.array(), 96 + 48, 96 + 96);
        assertThat(second)
                .isEqualTo(
                        "01000100"
                                + "00000000".repeat(8)
                                + HexFormat.of().toHexDigits(Integer.reverseBytes(component))
                                + "0300000000000000");
        assertThat(file.capacity())
                .isEqualTo(96 + 96 + 8 + (int) sample.get(SectionKind.UPPER_LINKS).byteSize());
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyWhenAskedFor() throws IOException {
        SampleIndex.of(5, 3, 1).write(source());
        Files.writeString(foreign(), "mine");
        try (IndexFile file = IndexFile.open(source())) {
            assertThatThrownBy(() -> HnswlibFile.write(file, foreign(), false))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(foreign().toString());
            assertThat(foreign()).hasContent("mine");
            HnswlibFile.write(file, foreign(), true);
        }
        assertThat(bringBack(Metric.L2).rows()).isEqualTo(5);
    }

    @Test
    void vectorsForCosineAreOfLengthOne() {
        export(SampleIndex.of(5, 3, 1));
        assertThatThrownBy(() -> bringBack(Metric.COSINE))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("row=0", foreign().toString());
    }

    @Test
    void aDamagedIndexIsNotExported() throws IOException {
        SampleIndex sample = SampleIndex.of(100, 3, 1);
        SectionKind[] kinds = {
            SectionKind.LEVEL0_LINKS, SectionKind.UPPER_LINKS, SectionKind.UPPER_OFFSETS
        };
        for (SectionKind kind : kinds) {
            SampleIndex damaged = SampleIndex.of(100, 3, 1);
            damaged.get(kind).fill((byte) 0x70);
            assertThatThrownBy(() -> export(damaged))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("section=" + kind);
        }
        sample.get(SectionKind.LEVELS).fill((byte) 5);
        assertThatThrownBy(() -> export(sample))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("section=LEVELS");
        try (var paths = Files.list(directory)) {
            assertThat(paths).containsExactly(source());
        }
    }

    private void refused(byte[] file, Class<? extends CairnException> how, String... parts)
            throws IOException {
        Files.write(foreign(), file);
        assertThatThrownBy(() -> bringBack(Metric.L2))
                .isInstanceOf(how)
                .satisfies(e -> assertThat(List.of(parts)).allMatch(e.getMessage()::contains))
                .hasMessageContaining(foreign().toString());
    }

    @Test
    void foreignAndTruncatedFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> bringBack(Metric.L2)).isInstanceOf(UnavailableException.class);
        export(SampleIndex.of(100, 10, 1));
        byte[] sound = Files.readAllBytes(foreign());
        for (int percent = 0; percent < 100; percent++) {
            byte[] cut = Arrays.copyOf(sound, (int) (sound.length * (long) percent / 100));
            refused(cut, CorruptionException.class);
        }
        refused(Arrays.copyOf(sound, sound.length - 1), CorruptionException.class);
        refused(Arrays.copyOf(sound, sound.length + 4), CorruptionException.class);
        refused(Files.readAllBytes(source()), CorruptionException.class, "not a file of hnswlib");
        refused(new byte[1_000], CorruptionException.class, "not a file of hnswlib");
        try (IndexFileWriter writer = IndexFileWriter.create(back())) {
            assertThatThrownBy(() -> HnswlibFile.read(directory, Metric.L2, writer))
                    .isInstanceOf(CorruptionException.class);
        }
    }

    @Test
    void hostileSizesAreRefusedBeforeAnythingIsReserved() throws IOException {
        export(SampleIndex.of(100, 10, 1));
        byte[] sound = Files.readAllBytes(foreign());
        for (int field : new int[] {0, 8, 16, 24, 32, 40, 56, 64, 72}) {
            for (long value : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 33, 1 << 30}) {
                if (field == 8 && value > 0) {
                    continue;
                }
                ByteBuffer file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
                Files.write(foreign(), file.putLong(field, value).array());
                try (IndexFileWriter writer = IndexFileWriter.create(back())) {
                    assertThatThrownBy(() -> HnswlibFile.read(foreign(), Metric.L2, writer))
                            .isInstanceOf(CorruptionException.class)
                            .hasMessageContaining("field=");
                    assertThat(writer.reserveVectors(0).byteSize()).isZero();
                }
            }
        }
        for (int layerOrEntry : new int[] {-1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            for (int field : new int[] {48, 52}) {
                ByteBuffer file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
                refused(file.putInt(field, layerOrEntry).array(), CorruptionException.class);
            }
        }
    }

    @Test
    void whatAnIndexCannotHoldIsRefusedAsSuch() throws IOException {
        HnswlibHeader wide = new HnswlibHeader(1, 1, 129, 100, 0, 0);
        byte[] file = Arrays.copyOf(wide.encode().array(), 96 + wide.elementBytes() + 4);
        refused(file, LimitException.class, "field=maxConnections", "value=129");
        HnswlibHeader flat = new HnswlibHeader(1, 65_537, 16, 100, 0, 0);
        file = Arrays.copyOf(flat.encode().array(), 96 + flat.elementBytes() + 4);
        refused(file, LimitException.class, "field=dimension", "value=65537");
    }

    @Test
    void anEfConstructionAboveOursIsCapped() throws IOException {
        export(SampleIndex.of(10, 1, 1));
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(foreign())).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(foreign(), file.putLong(88, 20_000).array());
        assertThat(bringBack(Metric.L2).efConstruction()).isEqualTo(10_000);
    }

    @Test
    void numbersThatAreNotFiniteAndLabelsThatAreNotDistinctAreRefused() throws IOException {
        export(SampleIndex.of(10, 1, 1));
        byte[] sound = Files.readAllBytes(foreign());
        int element = 36 + 4 + 8;
        for (float component : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            ByteBuffer file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
            file.putFloat(96 + 3 * element + 36, component);
            refused(file.array(), CorruptionException.class, "row=3");
        }
        ByteBuffer file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        refused(
                file.putLong(96 + 3 * element + 40, 7).array(),
                CorruptionException.class,
                "label=7");
    }

    @Test
    void marksThatHnswlibDoesNotMakeAreRefused() throws IOException {
        SampleIndex sample = SampleIndex.of(100, 1, 1);
        export(sample);
        byte[] sound = Files.readAllBytes(foreign());
        int lists = 96 + 100 * (36 + 4 + 8);
        int firstUpper = lists + sample.rowAbove(0) * 4 + 4;
        for (int at : new int[] {96 + 2, 96 + 3, firstUpper + 2, firstUpper + 3}) {
            byte[] file = sound.clone();
            file[at] = 2;
            refused(file, CorruptionException.class, "marks");
        }
    }

    @Test
    void layersThatDoNotAgreeAreRefused() throws IOException {
        SampleIndex sample = SampleIndex.of(100, 1, 1);
        export(sample);
        byte[] sound = Files.readAllBytes(foreign());
        int low = 0;
        while (sample.get(SectionKind.LEVELS).get(ValueLayout.JAVA_BYTE, low) > 0) {
            low++;
        }
        ByteBuffer file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        refused(file.putInt(52, low).array(), CorruptionException.class, "entry point");
        int firstUpper = 96 + 100 * (36 + 4 + 8) + sample.rowAbove(0) * 4 + 4;
        file = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        refused(
                file.putInt(firstUpper + 4, low).array(),
                CorruptionException.class,
                "not on its layer");
        refused(
                Arrays.copyOf(sound, sound.length + (1 + SampleIndex.CONNECTIONS) * 4),
                CorruptionException.class,
                "behind its last list");
    }

    @Test
    void whateverTheFileSaysOnlyOurExceptionsComeOut() throws IOException {
        export(SampleIndex.of(60, 2, 1).withIds().withDeletions());
        byte[] sound = Files.readAllBytes(foreign());
        Random random = new Random(5);
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            byte[] file = sound.clone();
            for (int change = 0; change <= i % 3; change++) {
                int at = random.nextInt(i % 2 == 0 ? 96 : file.length);
                file[at] = (byte) random.nextInt();
            }
            Files.write(foreign(), random.nextInt(4) > 0 ? file : cut(file, random));
            try {
                bringBack(Metric.L2);
                try (IndexFile read = IndexFile.open(back())) {
                    read.verify();
                }
                accepted++;
            } catch (CairnException e) {
                assertThat(e).hasMessageContaining(directory.toString());
            }
        }
        assertThat(accepted).isBetween(1, 399);
    }

    private static byte[] cut(byte[] file, Random random) {
        return Arrays.copyOf(file, random.nextInt(file.length));
    }
}
