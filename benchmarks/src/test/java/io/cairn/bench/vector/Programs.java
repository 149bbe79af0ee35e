package io.cairn.bench.vector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The programs in C++, compiled in short where this machine has a compiler and the headers. Tests
 * are given only the libraries that are here, so that none counts as passed that has not run.
 */
final class Programs {

    private static final Path SOURCES = Path.of("src/main/cpp");

    private Programs() {}

    /**
     * Compiles what can be compiled into a directory; returns all libraries that can be started.
     */
    static synchronized List<Library> libraries(Path directory) throws Exception {
        if (runs("g++", "--version")) {
            compile(directory, Library.HNSWLIB, "hnswlib/hnswlib.h", "-pthread");
            compile(
                    directory,
                    Library.FAISS,
                    "faiss/IndexHNSW.h",
                    "-lfaiss",
                    "-lopenblas",
                    "-fopenmp");
        }
        System.setProperty("bench.peers", directory.toString());
        return Arrays.stream(Library.values()).filter(Library::isHere).toList();
    }

    private static void compile(Path directory, Library library, String header, String... libraries)
            throws Exception {
        if (!Files.exists(Path.of("/usr/include").resolve(header))) {
            return;
        }
        String name = library.name().toLowerCase(Locale.ROOT) + "_peer";
        List<String> command =
                new ArrayList<>(List.of("g++", "-O1", "-march=native", "-std=c++17"));
        command.addAll(List.of("-o", directory.resolve(name).toString()));
        command.add(SOURCES.resolve(name + ".cpp").toString());
        command.addAll(List.of(libraries));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }
}
