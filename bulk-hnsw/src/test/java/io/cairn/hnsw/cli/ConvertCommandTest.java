package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.CairnException;
import io.cairn.hnsw.vector.RawVectors;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of vectors are converted without a loss, and those that are not what they seem refused. */
class ConvertCommandTest {

    private static final int VECTORS = 50;
    private static final int DIMENSION = 6;

    @TempDir Path temp;
    private float[][] vectors;
    private Path npy;

    @BeforeEach
    void write() {
        vectors = TestVectors.clustered(VECTORS, DIMENSION, 5, 11);
        npy = TestVectors.npy(temp.resolve("v.npy"), vectors);
    }

    private Path converted(Path input, String name, String format, Object... flags) {
        Path output = temp.resolve(name);
        List<Object> words = new ArrayList<>(List.of("convert", "--input", input));
        words.addAll(List.of("--output", output, "--to-format", format));
        words.addAll(List.of(flags));
        BulkRun run = BulkRun.done(words.toArray());
        assertThat(run.value("Vectors")).isEqualTo("50");
        assertThat(run.value("Dimension")).isEqualTo("6");
        assertThat(run.value("Output size")).isEqualTo(output.toFile().length() + " bytes");
        return output;
    }

    @Test
    void rawHasTheBytesOfTheArray() throws Exception {
        Path raw = converted(npy, "v.raw", "raw_f32", "--dimension", DIMENSION, "--metric", "ip");
        byte[] array = Files.readAllBytes(npy);
        assertThat(Files.size(raw)).isEqualTo(VECTORS * DIMENSION * 4L);
        assertThat(Files.readAllBytes(raw))
                .isEqualTo(
                        Arrays.copyOfRange(
                                array, array.length - VECTORS * DIMENSION * 4, array.length));
        assertThat(Files.readString(temp.resolve("v.raw.json")).replaceAll("\\s", ""))
                .contains("\"n\":50", "\"dim\":6", "\"metric\":\"ip\"");
        assertThat(RawVectors.readAll(raw, 0)).isDeepEqualTo(vectors);
    }

    @Test
    void everyFormatLeadsBack() throws Exception {
        Path raw = converted(npy, "v.raw", "raw_f32");
        Path fvecs = converted(raw, "v.fvecs", "fvecs");
        Path again = converted(fvecs, "again.npy", "npy");
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(npy));
        Path renamed = Files.copy(fvecs, temp.resolve("renamed"));
        Path last = converted(renamed, "last.npy", "npy", "--from-format", "fvecs");
        assertThat(Files.readAllBytes(last)).isEqualTo(Files.readAllBytes(npy));
    }

    @Test
    void doublesAndColumnsAreConverted() throws Exception {
        ByteBuffer body = ByteBuffer.allocate(VECTORS * DIMENSION * 8).order(ByteOrder.BIG_ENDIAN);
        for (int j = 0; j < DIMENSION; j++) {
            for (int i = 0; i < VECTORS; i++) {
                body.putDouble(vectors[i][j]);
            }
        }
        Path doubles = array("doubles.npy", "'>f8'", "True", body.array());
        Path plain = converted(doubles, "plain.npy", "npy");
        assertThat(Files.readAllBytes(plain)).isEqualTo(Files.readAllBytes(npy));

        BulkRun build = BulkRun.of("build-index", "-i", doubles, "-o", temp.resolve("o"));
        assertThat(build.failure())
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("doubles.npy");
        assertThat(temp.resolve("o")).doesNotExist();
    }

    private Path array(String name, String type, String fortran, byte[] body) throws Exception {
        String text =
                "{'descr': " + type + ", 'fortran_order': " + fortran + ", 'shape': (50, 6), }";
        byte[] header =
                (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(128 + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                        .putShort((short) header.length)
                        .put(header)
                        .put(body);
        return Files.write(temp.resolve(name), file.array());
    }

    @Test
    void damagedFilesAreRefused() throws Exception {
        byte[] whole = Files.readAllBytes(npy);
        Path torn = Files.write(temp.resolve("torn.npy"), Arrays.copyOf(whole, whole.length - 5));
        refused("torn.npy", torn);
        Path partial = Files.write(temp.resolve("partial.raw"), new byte[DIMENSION * 4 + 3]);
        refused("partial.raw", partial, "--dimension", DIMENSION);
        refused("dimension", npy, "--dimension", DIMENSION + 1);
        refused("dimension", Files.write(temp.resolve("unsaid.raw"), new byte[48]));
        BulkRun absent =
                BulkRun.of(
                        "convert", "-i", temp.resolve("none.npy"), "-o", npy, "--to-format", "npy");
        assertThat(absent.failure())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.npy");
        refused("--format", Files.copy(npy, temp.resolve("v.csv")));
    }

    private void refused(String part, Path input, Object... flags) {
        List<Object> words = new ArrayList<>(List.of("convert", "-i", input));
        words.addAll(List.of("-o", temp.resolve("o"), "--to-format", "raw_f32"));
        words.addAll(List.of(flags));
        BulkRun run = BulkRun.of(words.toArray());
        assertThat(run.failure()).isInstanceOf(CairnException.class).hasMessageContaining(part);
        assertThat(run.out()).isEmpty();
        assertThat(temp.resolve("o")).doesNotExist();
    }

    @Test
    void anOutputIsReplacedOnlyWhenAskedFor() throws Exception {
        Path raw = converted(npy, "v.raw", "raw_f32");
        BulkRun again = BulkRun.of("convert", "-i", npy, "-o", raw, "--to-format", "npy");
        assertThat(again.failure()).hasMessageContaining("--overwrite");
        assertThat(RawVectors.readAll(raw, 0)).isDeepEqualTo(vectors);
        converted(npy, "v.raw", "npy", "--overwrite");
        assertThat(Files.readAllBytes(raw)).isEqualTo(Files.readAllBytes(npy));
        assertThat(BulkRun.of("convert", "-i", npy, "-o", npy, "--to-format", "npy").failure())
                .hasMessageContaining("the output is the input");
    }

    @Test
    void graphsGoToHnswlibAndBack() throws Exception {
        Path index = temp.resolve("v.hnsw");
        BulkRun.done("build-index", "-i", npy, "-o", index, "--metric", "l2");
        Path foreign = converted(index, "v.hnswlib", "hnswlib", "--dimension", DIMENSION);
        Path back = converted(foreign, "back.hnsw", "index", "--metric", "l2");
        BulkRun.done("info", "--index", back, "--verify");
        Path query = QueryFiles.raw(temp.resolve("q"), vectors[9]);
        assertThat(BulkRun.done("query", "-i", back, "-q", query).out())
                .isEqualTo(BulkRun.done("query", "-i", index, "-q", query).out());
        BulkRun wrong =
                BulkRun.of(
                        "convert",
                        "-i",
                        foreign,
                        "-o",
                        temp.resolve("o"),
                        "--to-format",
                        "index",
                        "--metric",
                        "l2",
                        "--dimension",
                        7);
        assertThat(wrong.failure()).hasMessageContaining("another dimension");
        assertThat(temp.resolve("o")).doesNotExist();
    }
}
