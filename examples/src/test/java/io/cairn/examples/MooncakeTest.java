package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The examples in the shape of Mooncake's store and find their objects. */
class MooncakeTest {

    private static List<String> lines(Consumer<PrintStream> example) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            example.accept(printer);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void arraysGoInAndOut() {
        assertThat(lines(MooncakeHello::run))
                .containsExactly(
                        "Hello, Mooncake Store!",
                        "Hello, Mooncake Store!",
                        "Config OK: llama-7b",
                        "Weights OK: true",
                        "Cache exists? true",
                        "Message OK: true",
                        "Batch: 0, [value1, value2, value3]",
                        "Key not found");
    }

    @Test
    void registeredMemoryGoesInAndOut() {
        assertThat(lines(MooncakeZeroCopy::run))
                .containsExactly(
                        "Buffer registered successfully.",
                        "Successfully stored 4000000 bytes",
                        "Successfully retrieved 4000000 bytes",
                        "Data matches: true",
                        "Stored: [0, 0, 0]",
                        "Retrieved tensor1: 1048576 bytes",
                        "Retrieved tensor2: 1048576 bytes",
                        "Retrieved tensor3: 1048576 bytes");
    }

    @Test
    void replicasAndPins() {
        assertThat(lines(MooncakeReplication::run))
                .containsExactly(
                        "defaults: 0",
                        "tcp: 0",
                        "rdma: -1012",
                        "rdma: -1012",
                        "Critical information",
                        "no replica: -600",
                        "pinned: 0",
                        "there: 0",
                        "here, on localhost:12345: 0");
    }

    @Test
    void buffersAndRemovals() {
        assertThat(lines(MooncakeBuffers::run))
                .containsExactly(
                        "0: Hello, World! From Mooncake",
                        "Buffer size: 1048576 bytes at true",
                        "Last byte: 0",
                        "Object exists",
                        "my_key: exists",
                        "key2: not found",
                        "Object size: 13 bytes",
                        "Successfully removed",
                        "Removed 2 objects",
                        "Removed 3 objects",
                        "Store runs on its own name: true");
    }
}
