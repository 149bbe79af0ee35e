package io.cairn.vectors.grpc.live;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.vectors.grpc.file.SharedIndex;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an index holds: what is in the graph, and what is in the logs and not there.
 *
 * @param view what it holds
 * @param log the log to go on with
 */
record Recovery(View view, InsertLog log) {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");

    static Recovery of(IndexFiles files, Definition definition) {
        SharedIndex graph = files.openGraph();
        boolean done = false;
        try {
            checkFits(graph, definition, files);
            Recovery recovery = of(graph, files, definition);
            done = true;
            return recovery;
        } finally {
            if (!done && graph != null) {
                graph.release();
            }
        }
    }

    private static Recovery of(
            @Nullable SharedIndex graph, IndexFiles files, Definition definition) {
        int dimension = definition.dimension();
        List<Long> logs = files.logs();
        if (logs.isEmpty()) {
            InsertLog log = InsertLog.create(files.directory(), dimension, 0);
            return new Recovery(View.of(graph, Tail.EMPTY, Tail.EMPTY), log);
        }
        Set<Long> seen = new HashSet<>();
        Tail frozen = Tail.EMPTY;
        for (long number : logs.subList(0, logs.size() - 1)) {
            frozen = merged(frozen, graph, seen, read(files, dimension, number));
        }
        long last = logs.getLast();
        LogReader.Contents contents = read(files, dimension, last);
        Tail active = merged(Tail.EMPTY, graph, seen, contents);
        InsertLog log = InsertLog.resume(files.directory(), dimension, last, contents);
        if (frozen.count() == 0) {
            files.deleteLogsBefore(last);
        }
        return new Recovery(View.of(graph, frozen, active), log);
    }

    private static LogReader.Contents read(IndexFiles files, int dimension, long number) {
        LogReader.Contents contents = LogReader.read(files.directory(), dimension, number);
        if (contents.torn() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the last {1} bytes are an unfinished write, which nobody was told had been done; left out",
                    LogFormat.file(files.directory(), number),
                    Long.toString(contents.torn()));
        }
        return contents;
    }

    /** Adds what is not in the graph: a fold may have ended before it could delete the log. */
    private static Tail merged(
            Tail tail, @Nullable SharedIndex graph, Set<Long> seen, LogReader.Contents contents) {
        Tail all = contents.tail();
        int kept = 0;
        long[] ids = new long[all.count()];
        float[][] rows = new float[all.count()][];
        for (int i = 0; i < all.count(); i++) {
            long id = all.id(i);
            if ((graph == null || !graph.index().contains(id)) && seen.add(id)) {
                ids[kept] = id;
                rows[kept] = all.row(i);
                kept++;
            }
        }
        return tail.with(Arrays.copyOf(ids, kept), Arrays.copyOf(rows, kept));
    }

    private static void checkFits(
            @Nullable SharedIndex graph, Definition definition, IndexFiles files) {
        if (graph != null
                && (graph.index().dimension() != definition.dimension()
                        || graph.index().info().metric() != definition.metric())) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the graph of an index is of another dimension or metric than its definition",
                    null,
                    "file",
                    files.graph());
        }
    }
}
