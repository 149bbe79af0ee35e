package io.cairn.hnsw.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is asked and what is answered. Stateless. */
final class QueryFiles {

    private QueryFiles() {}

    /** Writes one vector, and nothing beside it. */
    static Path raw(Path file, float... vector) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float component : vector) {
            bytes.putFloat(component);
        }
        return Files.write(file, bytes.array());
    }

    /** The ids of each query's neighbours, in the order of the output. */
    static List<List<Integer>> answers(BulkRun run) {
        List<List<Integer>> answers = new ArrayList<>();
        for (String line : run.lines()) {
            if (line.startsWith("Query ")) {
                answers.add(new ArrayList<>());
            } else {
                answers.getLast().add(Integer.parseInt(line.substring(9, 21).strip()));
            }
        }
        return answers;
    }

    /** The ids of the only query's neighbours. */
    static List<Integer> ids(BulkRun run) {
        return run.lines().stream()
                .map(line -> Integer.parseInt(line.substring(9, 21).strip()))
                .toList();
    }
}
