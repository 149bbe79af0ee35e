package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswOpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is compared, and how a process of it is started. Immutable. */
enum Library {
    CAIRN("Cairn", plan -> new CairnPeer(plan, HnswOpenOptions.defaults())),
    CAIRN_CODES(
            "Cairn with codes",
            plan -> new CairnPeer(plan, HnswOpenOptions.defaults().withQuantizedSearch(true))),
    HNSWLIB("hnswlib", null),
    FAISS("faiss", null),
    LUCENE("Lucene", LucenePeer::new),
    JVECTOR("jvector", JvectorPeer::new),
    JELMERK("jelmerk", JelmerkPeer::new);

    /** Makes a library in Java. */
    private interface Maker {
        VectorPeer make(VectorPeer.Plan plan) throws Exception;
    }

    private final String title;

    /** Nothing for a program in C++. */
    private final @Nullable Maker maker;

    Library(String title, @Nullable Maker maker) {
        this.title = title;
        this.maker = maker;
    }

    String title() {
        return title;
    }

    VectorPeer make(VectorPeer.Plan plan) throws Exception {
        if (maker == null) {
            throw new IllegalArgumentException(this + " is not in Java");
        }
        return maker.make(plan);
    }

    /**
     * Tells whether a graph of the same M and efConstruction is as good for each ef, by the same
     * algorithm. jvector's graph is another one: better for each ef, and slower to search.
     */
    boolean isEqualAtEachEf() {
        return this != JVECTOR;
    }

    /** Returns the program in C++. */
    private Path program() {
        return Path.of(System.getProperty("bench.peers", "benchmarks/target/peers"))
                .resolve(name().toLowerCase(Locale.ROOT) + "_peer");
    }

    /** Tells whether it can be started: a program in C++ must have been compiled. */
    boolean isHere() {
        return maker != null || Files.isExecutable(program());
    }

    /** Returns the command of a process, without the arguments that say what to build. */
    List<String> command(Encoding encoding) {
        if (maker == null) {
            if (!isHere()) {
                throw new IllegalStateException(
                        program() + " is missing; benchmarks/hnsw compiles it");
            }
            return List.of(program().toString());
        }
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("--enable-native-access=ALL-UNNAMED");
        String options = System.getProperty("bench.options");
        if (options != null && (this == CAIRN || this == CAIRN_CODES)) {
            // As its command line is started for a build.
            command.add("@" + options);
        } else {
            command.add("--add-modules=jdk.incubator.vector");
            // They hold the input on the heap, and Agrona asks for what the JDK keeps to itself.
            command.add("-Xms2g");
            command.add("-Xmx6g");
            command.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-D" + CairnPeer.ENCODING_PROPERTY + "=" + encoding);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerServer.class.getName(),
                        name()));
        return command;
    }
}
