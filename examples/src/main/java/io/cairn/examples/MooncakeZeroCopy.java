package io.cairn.examples;

import io.cairn.compat.mooncake.MooncakeDistributedStore;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Objects that are copied once, from the program's registered memory to the store and back, in the
 * shape of Mooncake's. Stateless.
 */
public final class MooncakeZeroCopy {

    private static final int FLOATS = 1000 * 1000;

    private MooncakeZeroCopy() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        MooncakeDistributedStore store = new MooncakeDistributedStore();
        store.setup(
                "localhost",
                "http://localhost:8080/metadata",
                512 * 1024 * 1024,
                16 * 1024 * 1024,
                "tcp",
                "",
                "localhost:50051");
        try (Arena arena = Arena.ofConfined()) {
            registration(store, arena, out);
            workflow(store, arena, out);
            batches(store, arena, out);
        } finally {
            store.close();
        }
    }

    private static void registration(MooncakeDistributedStore store, Arena arena, PrintStream out) {
        MemorySegment buffer = arena.allocate(100 * 1024 * 1024);

        int result = store.registerBuffer(buffer);
        if (result != 0) {
            throw new IllegalStateException("Failed to register buffer: " + result);
        }
        out.println("Buffer registered successfully.");
        store.unregisterBuffer(buffer.address());
    }

    private static void workflow(MooncakeDistributedStore store, Arena arena, PrintStream out) {
        MemorySegment originalData = arena.allocate(ValueLayout.JAVA_FLOAT, FLOATS);
        Random random = new Random(1);
        for (int i = 0; i < FLOATS; i++) {
            originalData.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        // @start region=mooncake-zero-copy
        // Step 1: register the buffer
        long bufferPtr = originalData.address();
        long size = originalData.byteSize();
        int result = store.registerBuffer(originalData);
        if (result != 0) {
            throw new IllegalStateException("Failed to register buffer: " + result);
        }

        // Step 2: store from it
        result = store.putFrom("large_tensor", bufferPtr, size);
        if (result != 0) {
            throw new IllegalStateException("Store failed with code: " + result);
        }
        out.println("Successfully stored " + size + " bytes");

        // Step 3: allocate memory for what is retrieved
        MemorySegment retrievedData = arena.allocate(ValueLayout.JAVA_FLOAT, FLOATS);
        long recvBufferPtr = retrievedData.address();

        // Step 4: register it
        result = store.registerBuffer(retrievedData);
        if (result != 0) {
            throw new IllegalStateException("Failed to register receive buffer: " + result);
        }

        // Step 5: retrieve into it
        long bytesRead = store.getInto("large_tensor", recvBufferPtr, retrievedData.byteSize());
        if (bytesRead <= 0) {
            throw new IllegalStateException("Retrieval failed with code: " + bytesRead);
        }
        out.println("Successfully retrieved " + bytesRead + " bytes");
        out.println("Data matches: " + (originalData.mismatch(retrievedData) == -1));

        // Step 6: clean up
        store.unregisterBuffer(bufferPtr);
        store.unregisterBuffer(recvBufferPtr);
        // @end
    }

    private static void batches(MooncakeDistributedStore store, Arena arena, PrintStream out) {
        List<String> keys = List.of("tensor1", "tensor2", "tensor3");
        long bufferSize = 1024 * 1024;
        List<Long> sources = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            MemorySegment source = arena.allocate(bufferSize).fill((byte) i);
            store.registerBuffer(source);
            sources.add(source.address());
            MemorySegment target = arena.allocate(bufferSize);
            store.registerBuffer(target);
            targets.add(target.address());
        }
        List<Long> sizes = Collections.nCopies(keys.size(), bufferSize);

        out.println("Stored: " + store.batchPutFrom(keys, sources, sizes));

        List<Long> results = store.batchGetInto(keys, targets, sizes);
        for (int i = 0; i < keys.size(); i++) {
            long bytes = results.get(i);
            out.println(
                    bytes > 0
                            ? "Retrieved " + keys.get(i) + ": " + bytes + " bytes"
                            : "Failed to retrieve " + keys.get(i) + ": error " + bytes);
        }

        sources.forEach(store::unregisterBuffer);
        targets.forEach(store::unregisterBuffer);
    }
}
