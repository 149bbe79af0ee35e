package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A library at work in a process of its own, which takes one command a line and answers with one
 * line; {@code src/main/cpp/peer.h} lists the commands. Used by one thread; whoever starts it
 * closes it.
 */
final class PeerProcess implements AutoCloseable {

    private static final int END_SECONDS = 60;

    private final Library library;
    private final Process process;

    /** What it says on its standard error, of interest only when it fails. */
    private final Path messages;

    private final Writer commands;
    private final BufferedReader answers;

    private PeerProcess(Library library, Process process, Path messages) {
        this.library = library;
        this.process = process;
        this.messages = messages;
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static PeerProcess start(Library library, VectorPeer.Plan plan) throws IOException {
        return start(library, plan, Encoding.F32);
    }

    /** Starts Cairn; what it builds has its components so. */
    static PeerProcess startCairn(VectorPeer.Plan plan, Encoding encoding) throws IOException {
        return start(Library.CAIRN, plan, encoding);
    }

    private static PeerProcess start(Library library, VectorPeer.Plan plan, Encoding encoding)
            throws IOException {
        VectorFiles files = plan.files();
        List<String> command = new ArrayList<>(library.command(encoding));
        command.add(files.base().toString());
        command.add(files.queries().toString());
        command.add(files.truth().toString());
        command.add(Integer.toString(files.data().dimension()));
        command.add(files.data().metric().name().toLowerCase(Locale.ROOT));
        command.add(Integer.toString(plan.connections()));
        command.add(Integer.toString(plan.efConstruction()));
        command.add(Integer.toString(plan.threads()));
        Path messages = Files.createTempFile("peer", ".txt");
        Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
        return new PeerProcess(library, process, messages);
    }

    /** Reads what start() says behind the library's name; of the data, only what it says is set. */
    static VectorPeer.Plan parse(String[] arguments) {
        VectorData data =
                new VectorData(
                        "",
                        0,
                        0,
                        Integer.parseInt(arguments[4]),
                        Metric.valueOf(arguments[5].toUpperCase(Locale.ROOT)),
                        0,
                        0,
                        0);
        return new VectorPeer.Plan(
                new VectorFiles(
                        data, Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3])),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]),
                Integer.parseInt(arguments[8]));
    }

    long pid() {
        return process.pid();
    }

    VectorPeer.Built build(Path target) throws IOException {
        double[] numbers = ask("build " + target, "built");
        return new VectorPeer.Built(numbers[0], numbers[1], (long) numbers[2]);
    }

    /** Opens an index; returns seconds. */
    double open(Path target) throws IOException {
        return ask("open " + target, "opened")[0];
    }

    /** Checks the index; returns the number of links of the lowest layer. */
    long check() throws IOException {
        return (long) ask("check", "checked")[0];
    }

    /** Measures recall among the ten nearest, 0 to 1. */
    double recall(int ef) throws IOException {
        return ask("recall " + ef, "recall")[0];
    }

    /** Searches for so long with one thread; returns queries per second. */
    double batch(int ef, long millis) throws IOException {
        return ask("batch " + ef + " " + millis, "batch")[0];
    }

    private double[] ask(String command, String answered) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String line = answers.readLine();
        if (line == null || !line.startsWith(answered + " ")) {
            throw new IOException(
                    library.title()
                            + " failed on '"
                            + command
                            + "': "
                            + (line == null ? "it ended" : line)
                            + "\n"
                            + Files.readString(messages));
        }
        return Arrays.stream(line.substring(answered.length() + 1).split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (commands;
                answers) {
            commands.write("quit\n");
        } catch (IOException e) {
            // It has ended already, and whoever asked it last was told.
            process.destroy();
        }
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.delete(messages);
    }
}
