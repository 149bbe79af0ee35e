package io.cairn.bench.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every library that is here builds, finds what is near, and is timed, by the same commands. */
class PeerProcessTest {

    @TempDir static Path directory;

    private static List<Library> libraries = List.of();

    @BeforeAll
    static void compile() throws Exception {
        libraries = Programs.libraries(directory);
    }

    static List<Library> libraries() {
        return libraries;
    }

    private static VectorPeer.Plan plan(VectorData data) throws IOException {
        return new VectorPeer.Plan(VectorFiles.of(data, directory), 16, 100, 2);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryObeysTheCommands(Library library) throws Exception {
        for (VectorData data : List.of(Tiny.CLUSTERED, Tiny.UNIT)) {
            VectorPeer.Plan plan = plan(data);
            Path index = directory.resolve("index of " + library + data.dimension());
            try (PeerProcess process = PeerProcess.start(library, plan)) {
                VectorPeer.Built built = process.build(index);
                assertTrue(built.insertionSeconds() > 0 && built.savingSeconds() >= 0);
                assertTrue(built.bytes() >= Files.size(plan.files().base()), built::toString);
                assertTrue(process.recall(200) > 0.97, () -> "recall of " + data);
                assertTrue(process.batch(20, 30) > 100);
                assertTrue(process.check() >= 0);
            }
        }
    }

    /** One library in each language is enough: they share what measures recall. */
    static List<Library> oneOfEachLanguage() {
        return libraries.stream()
                .filter(each -> each == Library.JELMERK || each == Library.HNSWLIB)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("oneOfEachLanguage")
    void recallIsThatOfTheNeighboursInTheFile(Library library) throws Exception {
        VectorPeer.Plan right = plan(Tiny.CLUSTERED);
        VectorFiles files = right.files();
        byte[] truth = Files.readAllBytes(files.truth());
        // The first five of each query's ten nearest become a row that there is not.
        int width = truth.length / Tiny.CLUSTERED.queries();
        for (int q = 0; q < Tiny.CLUSTERED.queries(); q++) {
            Arrays.fill(truth, q * width, q * width + 5 * Integer.BYTES, (byte) 0x7f);
        }
        Path wrong = directory.resolve("half wrong");
        Files.write(wrong, truth);
        VectorPeer.Plan half =
                new VectorPeer.Plan(
                        new VectorFiles(files.data(), files.base(), files.queries(), wrong),
                        16,
                        100,
                        2);
        try (PeerProcess process = PeerProcess.start(library, half)) {
            process.build(directory.resolve("half index of " + library));
            assertEquals(0.5, process.recall(400), 0.01);
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aFailureSaysWhoFailedAndWhatItSaid(Library library) throws Exception {
        Path nowhere = directory.resolve("no such directory").resolve("index");
        try (PeerProcess process = PeerProcess.start(library, plan(Tiny.UNIT))) {
            IOException failure = assertThrows(IOException.class, () -> process.open(nowhere));
            assertTrue(failure.getMessage().startsWith(library.title()), failure::getMessage);
        }
    }
}
