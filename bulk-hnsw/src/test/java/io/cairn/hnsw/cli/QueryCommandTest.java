package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.CairnException;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.FvecsVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Queries come from several kinds of files, and their answers have one shape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryCommandTest {

    private static final int DIMENSION = 12;

    private float[][] vectors;
    private Path temp;
    private Path index;
    private Path query;

    @BeforeAll
    void build(@TempDir Path directory) throws Exception {
        temp = directory;
        vectors = TestVectors.clustered(300, DIMENSION, 10, 3);
        Path input = TestVectors.npy(temp.resolve("v.npy"), vectors);
        index = temp.resolve("v.hnsw");
        BulkRun.done("build-index", "-i", input, "-o", index);
        query = QueryFiles.raw(temp.resolve("one.raw"), vectors[42]);
    }

    private BulkRun ask(Object file, Object... flags) {
        Object[] words = {"query", "--index", index, "--query", file};
        Object[] all = Arrays.copyOf(words, words.length + flags.length);
        System.arraycopy(flags, 0, all, words.length, flags.length);
        return BulkRun.done(all);
    }

    @Test
    void oneVectorIsAnsweredWithLinesAlone() {
        BulkRun run = ask(query);
        assertThat(run.lines()).hasSize(10);
        assertThat(run.lines().getFirst()).isEqualTo("  1. ID:           42  Distance: 0.000000");
        assertThat(run.lines())
                .allMatch(line ->
                        line.matches(" [ \\d]\\d\\. ID: [ \\d]{12}  Distance: \\d\\.\\d{6}"));
        assertThat(QueryFiles.ids(run)).isEqualTo(TestVectors.nearest(vectors, vectors[42], 10));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void severalVectorsHaveHeadings() {
        float[][] three = {vectors[7], vectors[8], vectors[9]};
        Path npy = TestVectors.npy(temp.resolve("three.npy"), three);
        BulkRun run = ask(npy, "-k", 2);
        assertThat(run.lines()).hasSize(9);
        assertThat(run.lines().get(0)).isEqualTo("Query 0:");
        assertThat(run.lines().get(3)).isEqualTo("Query 1:");
        assertThat(run.lines().get(6)).isEqualTo("Query 2:");
        assertThat(QueryFiles.answers(run)).extracting(List::getFirst).containsExactly(7, 8, 9);
        assertThat(ask(npy, "-k", 2, "--threads", 1).out()).isEqualTo(run.out());
        assertThat(ask(npy, "-k", 2, "--threads", 3).out()).isEqualTo(run.out());
        assertThat(ask(npy, "-k", 2, "--threads", 3, "--exact").out()).isEqualTo(run.out());
        Path fvecs = temp.resolve("three.fvecs");
        try (VectorSource source = ArrayVectors.of(three)) {
            FvecsVectors.write(fvecs, source, true);
        }
        assertThat(ask(fvecs, "-k", 2).out()).isEqualTo(run.out());
    }

    @Test
    void anArrayOfOneVectorIsOneVector() throws Exception {
        String expected = ask(query).out();
        Path flat = TestVectors.npy(temp.resolve("flat.npy"), new float[][] {vectors[42]});
        assertThat(ask(flat).out()).isEqualTo(expected);
        assertThat(ask(oneAxis(vectors[42])).out()).isEqualTo(expected);
    }

    /** Writes a .npy file of shape (components,). */
    private Path oneAxis(float[] vector) throws Exception {
        String text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + vector.length + ",), }";
        byte[] header =
                (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(128 + vector.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                        .putShort((short) header.length)
                        .put(header);
        for (float component : vector) {
            file.putFloat(component);
        }
        return Files.write(temp.resolve("axis.npy"), file.array());
    }

    @Test
    void flagsDoNotChangeWhatIsExact() {
        String expected = ask(query).out();
        assertThat(ask(query, "--exact").out()).isEqualTo(expected);
        assertThat(ask(query, "--prefault").out()).isEqualTo(expected);
        BulkRun measured = ask(query, "--telemetry");
        assertThat(measured.out()).isEqualTo(expected);
        assertThat(measured.err()).containsPattern("(?m)^major page faults +\\d+ +\\d+ +\\+\\d+$");
    }

    @Test
    void asManyAsAreWantedAreFound() {
        assertThat(ask(query, "--k", 1).lines()).hasSize(1);
        assertThat(ask(query, "--k", 25, "--ef", 1).lines()).hasSize(25);
        assertThat(ask(query, "--k", 1000, "--ef", 1000).lines()).hasSize(300);
    }

    @Test
    void anotherLengthIsAnError() throws Exception {
        failed("one.raw.long", QueryFiles.raw(temp.resolve("one.raw.long"), new float[13]));
        failed("one.raw.short", QueryFiles.raw(temp.resolve("one.raw.short"), new float[11]));
        failed("two.raw", QueryFiles.raw(temp.resolve("two.raw"), new float[2 * DIMENSION]));
        Path wide = TestVectors.npy(temp.resolve("wide.npy"), new float[2][13]);
        failed("another dimension", wide);
        failed("finite", QueryFiles.raw(temp.resolve("nan.raw"), notANumber()));
        failed("nan.raw", temp.resolve("nan.raw"));
        float[][] two = {new float[DIMENSION], notANumber()};
        failed("query=1, component=3", TestVectors.npy(temp.resolve("nan.npy"), two));
    }

    private static float[] notANumber() {
        float[] vector = new float[DIMENSION];
        vector[3] = Float.NaN;
        return vector;
    }

    private void failed(String part, Path file) {
        BulkRun run = BulkRun.of("query", "-i", index, "-q", file);
        assertThat(run.failure()).isInstanceOf(CairnException.class).hasMessageContaining(part);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(BulkRun.of("query", "-i", index, "-q", temp.resolve("none.raw")).failure())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.raw");
    }

    @Test
    void whatIsNoIndexIsRefused() {
        assertThat(BulkRun.of("query", "-i", query, "-q", query).failure())
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("one.raw");
        assertThat(BulkRun.of("info", "-i", temp.resolve("none.hnsw")).failure())
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("none.hnsw");
    }
}
