package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.file.Child;
import io.cairn.hnsw.file.NativeView;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page that is no longer there is an error, where it ended the process. */
class MappedPagesTest {

    private static final int ROWS = 1_000;
    private static final int DIMENSION = 256;

    @TempDir Path directory;

    /** Compares until compiled, shortens the file, and goes on. */
    static final class Shortening {
        public static void main(String[] args) throws IOException {
            Encoding encoding = Encoding.valueOf(args[1]);
            long bytes = (long) ROWS * encoding.rowBytes(DIMENSION);
            try (FileChannel file =
                            FileChannel.open(
                                    Path.of(args[2]),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    Arena arena = Arena.ofShared()) {
                MemorySegment rows =
                        NativeView.of(
                                file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena), arena);
                Distances distances = Distances.of(Metric.valueOf(args[0]), encoding, DIMENSION);
                MemorySegment query = arena.allocate(Distances.queryBytes(DIMENSION), 64);
                System.out.println(distances.getClass().getSimpleName());
                for (int i = 0; i < 40; i++) {
                    compare(distances, query, rows);
                }
                file.truncate(8192);
                try {
                    compare(distances, query, rows);
                } catch (InternalError e) {
                    System.out.println(e.getMessage());
                }
            }
        }

        private static void compare(Distances distances, MemorySegment query, MemorySegment rows) {
            int[] numbers = new int[6];
            float[] measured = new float[6];
            for (int i = 0; i < ROWS; i++) {
                Arrays.fill(numbers, i);
                distances.toRows(query, 0, rows, numbers, numbers.length, measured);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"L2,F32", "IP,F32", "L2,BF16", "IP,BF16"})
    void compiledCodeThrows(String metric, String encoding) throws Exception {
        String options =
                "export _JAVA_OPTIONS='--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=4"
                        + " -XX:-BackgroundCompilation'; ";
        String file = directory.resolve("rows").toString();
        StringBuilder printed = new StringBuilder();
        try (Child child = Child.start(options, Shortening.class, metric, encoding, file)) {
            for (String line = child.line(); line != null; line = child.line()) {
                printed.append(line).append('\n');
            }
        }
        assertThat(printed).contains("Simd").contains("unsafe memory access");
    }
}
