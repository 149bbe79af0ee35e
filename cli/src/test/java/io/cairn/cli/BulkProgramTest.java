package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.cli.terminal.Streams;
import io.cairn.config.CairnConfig;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.VectorSource;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for vectors inside the program: their exit codes, streams and databases. */
class BulkProgramTest {

    private static final int VECTORS = 300;
    private static final int DIMENSION = 8;

    @TempDir Path temp;
    private float[][] vectors;
    private String input;
    private String index;
    private String query;

    @BeforeEach
    void write() throws Exception {
        Random random = new Random(1);
        vectors = new float[VECTORS][DIMENSION];
        for (float[] vector : vectors) {
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        Path npy = temp.resolve("v.npy");
        try (VectorSource source = ArrayVectors.of(vectors)) {
            NpyVectors.write(npy, source, false);
        }
        input = npy.toString();
        index = temp.resolve("v.hnsw").toString();
        query = Files.write(temp.resolve("q.raw"), bytes(vectors[33])).toString();
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float component : vector) {
            bytes.putFloat(component);
        }
        return bytes.array();
    }

    private static CliRun done(String... arguments) {
        CliRun run = CliRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void anIndexIsBuiltQueriedAndDescribed() {
        CliRun build = done("bulk", "build-index", "--input", input, "--output", index);
        assertThat(build.lines()).startsWith("Vectors: 300", "Dimension: 8");
        assertThat(build.err()).as("no bar where nobody looks").isEmpty();
        CliRun found = done("bulk", "query", "--index", index, "--query", query, "--k", "3");
        assertThat(found.lines()).hasSize(3);
        assertThat(found.lines().getFirst()).isEqualTo("  1. ID:           33  Distance: 0.000000");
        assertThat(found.err()).isEmpty();
        assertThat(done("bulk", "info", "--index", index).lines())
                .startsWith("Dimension: 8", "Vectors: 300", "Max connections: 16");
    }

    @Test
    void aTerminalSeesABarUnlessItIsQuiet() {
        assertThat(drawn()).contains("300/300 vec", "vec/s").endsWith(System.lineSeparator());
        assertThat(drawn("--quiet")).isEmpty();
    }

    private String drawn(String... flags) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams terminal =
                new Streams(
                        InputStream.nullInputStream(),
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        true,
                        Map.of("COLUMNS", "120"));
        String[] words = {"bulk", "build-index", "-i", input, "-o", index, "--overwrite"};
        String[] all = Arrays.copyOf(words, words.length + flags.length);
        System.arraycopy(flags, 0, all, words.length, flags.length);
        assertThat(Main.run(terminal, all)).isZero();
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void vectorsOfADatabaseAreIndexed() {
        String url = "rocksdb:" + temp.resolve("db");
        try (Database db = Cairn.open(url)) {
            store(db);
        }
        built(url);
        built(url + "?durability=buffered");
    }

    @Test
    void vectorsOfAServersDatabaseAreIndexed() throws Exception {
        CairnConfig config = CairnConfig.of("memory", Map.of());
        try (Database db = Cairn.open(config)) {
            store(db);
            Served served = new Served(db, config.engine(), config.durability(), config.limits());
            Path home = Files.createDirectories(temp.resolve("home"));
            try (CairnServer server =
                    CairnServer.start(ServerOptions.in(home), Map.of(0, served))) {
                assertThat(server).isNotNull();
                built("ipc:" + home.resolve(ServerOptions.SOCKET_NAME));
            }
        }
    }

    private void store(Database db) {
        db.transact(tx -> {
            for (int i = 0; i < VECTORS; i++) {
                tx.put(Bytes.utf8("vec/" + (5_000 + i)), bytes(vectors[i]));
            }
            tx.put(Bytes.utf8("other"), Bytes.utf8("no vector"));
            return true;
        });
    }

    private void built(String url) {
        CliRun build =
                done(
                        "bulk",
                        "build-index",
                        "--from-db",
                        url,
                        "--prefix",
                        "vec/",
                        "--output",
                        index,
                        "--overwrite");
        assertThat(build.lines()).startsWith("Vectors: 300", "Dimension: 8");
        assertThat(done("bulk", "query", "-i", index, "-q", query, "-k", "1").out())
                .isEqualTo("  1. ID:         5033  Distance: 0.000000\n");
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMade() {
        Path missing = temp.resolve("missing");
        failed(
                3,
                "createIfMissing",
                "build-index",
                "--from-db",
                "rocksdb:" + missing,
                "--prefix",
                "v",
                "-o",
                index);
        assertThat(missing).doesNotExist();
        assertThat(Path.of(index)).doesNotExist();
    }

    @Test
    void failuresHaveTheirExitCodes() throws Exception {
        failed(3, "none.npy: no such file", "build-index", "-i", temp + "/none.npy", "-o", index);
        failed(3, "none.hnsw", "query", "-i", temp + "/none.hnsw", "-q", query);
        failed(3, "none.raw", "query", "-i", index(), "-q", temp + "/none.raw");
        failed(4, "v.npy", "info", "-i", input);
        failed(4, "torn.npy", "convert", "-i", torn(), "-o", "o", "--to-format", "raw_f32");
        failed(5, "exists already", "build-index", "-i", input, "-o", index());
        failed(5, "another dimension", "build-index", "-i", input, "-o", index + 2, "-d", "9");
        assertThat(Path.of(index + 2)).doesNotExist();
    }

    private String index() {
        done("bulk", "build-index", "-i", input, "-o", index, "--overwrite");
        return index;
    }

    private String torn() throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(input));
        return Files.write(temp.resolve("torn.npy"), Arrays.copyOf(whole, whole.length - 1))
                .toString();
    }

    private static void failed(int code, String part, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "bulk";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        CliRun run = CliRun.of(words);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).startsWith("cairn bulk " + arguments[0] + ": ").contains(part);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongCommandLineNamesTheCommand() {
        failed(
                2,
                "[auto, none, random_projection, kmeans, rp] but was 'foo'; see 'cairn bulk build-index --help'",
                "build-index",
                "--ordering",
                "foo",
                "-i",
                input,
                "-o",
                index);
        failed(2, "--index", "query", "-q", query);
        CliRun none = CliRun.of("bulk");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo(
                        "cairn bulk: Missing required subcommand; the commands are"
                                + " [build-index, query, info, convert]; see 'cairn bulk --help'\n");
        CliRun unknown = CliRun.of("bulk", "build");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("cairn bulk: ").contains("'build'", "build-index");
        CliRun debug = CliRun.of("bulk", "info", "-i", temp + "/none.hnsw", "--debug");
        assertThat(debug.code()).isEqualTo(3);
        assertThat(debug.err()).contains("\tat io.cairn.hnsw");
    }
}
