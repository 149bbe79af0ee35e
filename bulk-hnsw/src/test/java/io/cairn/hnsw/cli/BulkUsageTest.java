package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong command line does nothing and is answered with what would be right. */
class BulkUsageTest {

    @TempDir Path temp;

    @Test
    void unknownWordsAreAnsweredWithTheKnownOnes() {
        build("[auto, none, random_projection, kmeans, rp] but was 'foo'", "--ordering", "foo");
        build("[cosine, l2, ip] but was 'l3'", "--metric", "l3");
        build("[auto, partition, incremental] but was 'x'", "--algorithm", "x");
        build("[f32, bf16] but was 'f64'", "--encoding", "f64");
        build("npy (or numpy), raw_f32 (or raw, f32, bin), fvecs or bvecs", "--format", "csv");
        wrong("'xml'", "convert", "-i", "a", "-o", "b", "--to-format", "xml");
        wrong("[raw_f32, npy, fvecs,", "convert", "-i", "a", "-o", "b", "--to-format", "xml");
        wrong("frobnicate", "frobnicate");
        wrong("Missing required subcommand");
    }

    @Test
    void numbersMustBeInTheirRange() {
        build("maxConnections", "--max-connections", "1");
        build("maxConnections", "--max-connections", "129");
        build("efConstruction", "--ef-construction", "0");
        build("threads", "--threads", "-1");
        build("batchSize", "--batch-size", "0");
        build("--dimension", "--dimension", "0");
        build("--check-recall", "--check-recall", "0");
        build("--seed", "--seed", "one");
        wrong("--k", "query", "-i", "a", "-q", "b", "--k", "0");
        wrong("--ef", "query", "-i", "a", "-q", "b", "--ef", "0");
        wrong("--threads", "query", "-i", "a", "-q", "b", "--threads", "-1");
        wrong("--dimension", "convert", "-i", "a", "-o", "b", "--to-format", "npy", "-d", "-1");
    }

    @Test
    void requiredFlagsAreNamed() {
        wrong("--output", "build-index", "--input", "v.npy");
        wrong("either --input FILE or --from-db URL", "build-index", "--output", "v.hnsw");
        build("either --input FILE or --from-db URL", "--from-db", "memory:", "--prefix", "p");
        wrong("--prefix", "build-index", "-o", "v.hnsw", "--from-db", "memory:");
        wrong("--index", "query", "-q", "b");
        wrong("--query", "query", "-i", "a");
        wrong("--index", "info");
        wrong("--to-format", "convert", "-i", "a.npy", "-o", "b.raw");
    }

    @Test
    void flagsThatMeanNothingTogetherAreRefused() {
        build("--prefix is of use with --from-db only", "--prefix", "p");
        build("exclude each other", "--quiet", "--verbose");
        for (String flag :
                new String[] {"--format=npy", "--ids=f", "--direct-read", "--prefault"}) {
            wrong(
                    "is of use with --input only",
                    "build-index",
                    "-o",
                    temp.resolve("o"),
                    "--from-db",
                    "memory:",
                    "--prefix",
                    "p",
                    flag);
        }
        wrong(
                "--metric is of no use",
                "convert",
                "-i",
                "a.npy",
                "-o",
                "b.npy",
                "--to-format",
                "npy",
                "--metric",
                "l2");
    }

    @Test
    void conversionsThatDoNotExistAreExplained() {
        convert("build-index", "v.npy", "index");
        convert("npy cannot be converted to hnswlib", "v.npy", "hnswlib");
        convert("index cannot be converted to npy", "v.hnsw", "npy");
        convert("fvecs cannot be converted to bvecs", "v.fvecs", "bvecs");
        convert("index cannot be converted to index", "v.hnsw", "index");
        convert("--metric is required", "v.hnswlib", "index");
    }

    private void convert(String part, String input, String format) {
        wrong(
                part,
                "convert",
                "--input",
                input,
                "--output",
                temp.resolve("o"),
                "--to-format",
                format);
    }

    private void build(String part, String... flags) {
        Object[] words = new Object[5 + flags.length];
        words[0] = "build-index";
        words[1] = "--input";
        words[2] = temp.resolve("v.npy");
        words[3] = "--output";
        words[4] = temp.resolve("o");
        System.arraycopy(flags, 0, words, 5, flags.length);
        wrong(part, words);
    }

    private void wrong(String part, Object... arguments) {
        BulkRun run = BulkRun.of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(part);
        assertThat(run.out()).isEmpty();
        assertThat(temp.resolve("o")).doesNotExist();
    }
}
