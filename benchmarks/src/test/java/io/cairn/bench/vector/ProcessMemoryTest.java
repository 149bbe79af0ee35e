package io.cairn.bench.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Linux says about this process. */
class ProcessMemoryTest {

    private static final int KIB = 8 << 10;

    @TempDir Path directory;

    @Test
    void pagesOfAMappedFileAreToldApart() throws Exception {
        Path file = directory.resolve("mapped");
        Path other = directory.resolve("mapped too");
        Files.write(file, new byte[KIB << 10]);
        long pid = ProcessHandle.current().pid();
        assertEquals(0, ProcessMemory.of(pid).residentKibOf(file));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = VectorFiles.map(file, arena);
            long sum = 0;
            for (long at = 0; at < mapped.byteSize(); at += 4096) {
                sum += mapped.get(ValueLayout.JAVA_BYTE, at);
            }
            assertEquals(0, sum);
            ProcessMemory memory = ProcessMemory.of(pid);
            assertEquals(KIB, memory.residentKibOf(file));
            assertEquals(0, memory.residentKibOf(other));
            assertTrue(memory.residentKib() > KIB);
            assertTrue(memory.mostResidentKib() >= memory.residentKib());
        }
    }
}
