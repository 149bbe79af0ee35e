package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves the old file, and the next one cleans up. */
class KilledWriterTest {

    private static final int FIRST_ROWS = 1_000;

    @TempDir Path directory;

    /** Stops in the middle of a file, until it is killed. */
    static final class Stopped {
        public static void main(String[] args) throws IOException {
            SampleIndex sample = SampleIndex.of(FIRST_ROWS + 1, 50, 2);
            IndexFileWriter writer = IndexFileWriter.create(Path.of(args[0]));
            MemorySegment vectors = writer.reserveVectors(sample.header.vectorBytes());
            vectors.fill((byte) 7);
            writer.section(SectionKind.LEVEL0_LINKS, sample.get(SectionKind.LEVEL0_LINKS));
            System.out.println("in the middle");
            System.in.read();
        }
    }

    /** Writes one file after the other, each with a row more. */
    static final class Saving {
        public static void main(String[] args) {
            for (int rows = FIRST_ROWS; ; rows++) {
                System.out.println(rows);
                SampleIndex.of(rows, 50, rows).write(Path.of(args[0]));
            }
        }
    }

    /** Begins a file and gives it up. */
    static final class Begun {
        public static void main(String[] args) {
            IndexFileWriter.create(Path.of(args[0])).close();
            System.out.println("begun");
        }
    }

    private List<Path> partial() throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.filter(p -> p.toString().endsWith(".partial")).toList();
        }
    }

    @Test
    void theOldFileStaysAndWhatIsLeftIsRemovedOnlyWhenItsWriterIsDead() throws Exception {
        Path target = directory.resolve("index.hnsw");
        SampleIndex.of(FIRST_ROWS, 50, 1).write(target);
        byte[] old = Files.readAllBytes(target);
        try (Child child = Child.start("", Stopped.class, target.toString())) {
            assertThat(child.line()).isEqualTo("in the middle");
            assertThat(partial()).hasSize(1);
            IndexFileWriter.create(target).close();
            assertThat(partial()).as("held by the child").hasSize(1);
            child.kill();
        }
        assertThat(target).hasBinaryContent(old);
        assertThat(partial()).hasSize(1);
        IndexFileWriter.create(target).close();
        assertThat(partial()).isEmpty();
        assertThat(target).hasBinaryContent(old);
    }

    /** A process that closes a file loses its locks on it, however often it has it open. */
    @Test
    void aFileStaysLockedWhenItsProcessBeginsOthers() throws Exception {
        Path target = directory.resolve("index.hnsw");
        try (IndexFileWriter writer = IndexFileWriter.create(target)) {
            IndexFileWriter.create(target).close();
            try (Child child = Child.start("", Begun.class, target.toString())) {
                assertThat(child.line()).isEqualTo("begun");
            }
            assertThat(partial()).hasSize(1);
            writer.reserveVectors(10);
        }
    }

    @Test
    void wheneverItIsKilledTheTargetIsAWholeFile() throws Exception {
        Random random = new Random(3);
        Path target = directory.resolve("index.hnsw");
        for (int round = 0; round < 5; round++) {
            int begun = 0;
            try (Child child = Child.start("", Saving.class, target.toString())) {
                int enough = FIRST_ROWS + 1 + random.nextInt(40);
                for (String line = child.line(); line != null; line = child.line()) {
                    begun = Integer.parseInt(line);
                    if (begun == enough) {
                        child.kill();
                    }
                }
                assertThat(begun).isGreaterThanOrEqualTo(enough);
            }
            try (IndexFile file = IndexFile.open(target)) {
                file.verify();
                assertThat(file.header().rows()).isBetween(begun - 1, begun);
            }
        }
        SampleIndex.of(10, 5, 1).write(target);
        assertThat(partial()).isEmpty();
    }
}
