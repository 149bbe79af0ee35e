package io.cairn.hnsw.cli;

import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.Neighbor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the nearest vectors. Used once, by one thread. */
@Command(
        description = {
            "Finds the vectors of an index that are nearest to a query, or to each of several.",
            "Prints 'RANK. ID: id  Distance: distance' for each, nearest first; less is nearer.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn bulk query --index vectors.hnsw --query query.raw",
            "  cairn bulk query -i vectors.hnsw -q query.raw --k 20 --ef 200",
            "  cairn bulk query -i vectors.hnsw -q queries.npy --k 10 --threads 4 --telemetry",
            "  cairn bulk query -i vectors.hnsw -q query.raw --exact",
        })
final class QueryCommand implements Callable<Integer> {

    private final Console console;

    @Spec CommandSpec spec;

    @Mixin HelpFlags common;

    @Option(
            names = {"-i", "--index"},
            required = true,
            paramLabel = "FILE",
            description = "The index file.")
    Path index;

    @Option(
            names = {"-q", "--query"},
            required = true,
            paramLabel = "FILE",
            description =
                    "The query: raw float32 of exactly one vector, or .npy, .fvecs or .bvecs with one or more.")
    Path query;

    @Option(
            names = {"-k", "--k"},
            paramLabel = "N",
            defaultValue = "10",
            description = "How many vectors are wanted; default 10.")
    int k;

    @Option(
            names = {"-e", "--ef"},
            paramLabel = "N",
            defaultValue = "64",
            description =
                    "How many candidates are kept while searching: more finds more of the nearest and takes longer; default 64.")
    int ef;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many threads answer several queries; default 0: one for each processor.")
    int threads;

    @Option(names = "--exact", description = "Compare with every vector instead.")
    boolean exact;

    @Option(
            names = "--prefault",
            description = "Have all of the index in memory before the search.")
    boolean prefault;

    @Option(
            names = "--telemetry",
            description = "Print page faults, memory and processor time, before and after.")
    boolean telemetry;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (k < 1 || ef < 1 || threads < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--k and --ef must be at least 1, --threads not negative");
        }
        try (Telemetry _ = new Telemetry(console.err(), telemetry);
                HnswIndex open = HnswIndex.open(index);
                Arena arena = Arena.ofShared()) {
            if (prefault) {
                open.prefault();
            }
            QueryInput queries = QueryInput.load(query, open.dimension(), arena);
            print(queries, exact ? exactly(open, queries) : search(open, queries));
        }
        return 0;
    }

    private List<List<Neighbor>> search(HnswIndex open, QueryInput queries) {
        if (queries.count() == 1) {
            return List.of(open.search(queries.vector(0), k, ef));
        }
        return open.searchAll(queries.rows(), queries.count(), k, ef, threads);
    }

    private List<List<Neighbor>> exactly(HnswIndex open, QueryInput queries) {
        return new QueryThreads(threads)
                .each(queries.count(), i -> open.searchExactly(queries.vector(i), k));
    }

    private void print(QueryInput queries, List<List<Neighbor>> found) {
        for (int i = 0; i < found.size(); i++) {
            if (queries.count() > 1) {
                console.out().println("Query " + i + ":");
            }
            NeighborLines.print(console.out(), found.get(i));
        }
    }
}
