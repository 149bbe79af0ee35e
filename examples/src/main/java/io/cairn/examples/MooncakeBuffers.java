package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.mooncake.BufferHandle;
import io.cairn.compat.mooncake.MooncakeDistributedStore;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Looks at objects where they lie, asks for them and removes them, in Mooncake's shape. Stateless.
 */
public final class MooncakeBuffers {

    private MooncakeBuffers() {}

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
        store.setup("localhost", "P2PHANDSHAKE", "localhost:50051");
        parts(store, out);
        buffer(store, out);
        questions(store, out);
        removals(store, out);
        store.close();
    }

    private static void parts(MooncakeDistributedStore store, PrintStream out) {
        byte[] part1 = utf8("Hello, ");
        byte[] part2 = utf8("World!");
        byte[] part3 = utf8(" From Mooncake");
        int result = store.putParts("greeting", part1, part2, part3);
        out.println(result + ": " + text(store.get("greeting")));
    }

    private static void buffer(MooncakeDistributedStore store, PrintStream out) {
        store.put("large_object", new byte[1024 * 1024]);
        // @start region=mooncake-buffer
        try (BufferHandle buffer = store.getBuffer("large_object")) {
            if (buffer != null) {
                long ptr = buffer.ptr(); // where it lies, not a copy
                out.println("Buffer size: " + buffer.size() + " bytes at " + (ptr != 0));
                MemorySegment bytes = buffer.segment();
                out.println("Last byte: " + bytes.get(ValueLayout.JAVA_BYTE, buffer.size() - 1));
            }
        }
        // @end
    }

    private static void questions(MooncakeDistributedStore store, PrintStream out) {
        store.put("my_key", utf8("Hello, World!"));
        int exists = store.isExist("my_key");
        if (exists == 1) {
            out.println("Object exists");
        } else {
            out.println(exists == 0 ? "Object not found" : "Error checking existence");
        }

        List<String> keys = List.of("my_key", "key2");
        List<Integer> results = store.batchIsExist(keys);
        for (int i = 0; i < keys.size(); i++) {
            int there = results.get(i);
            String status = there == 1 ? "exists" : there == 0 ? "not found" : "error";
            out.println(keys.get(i) + ": " + status);
        }

        long size = store.getSize("my_key");
        out.println(size >= 0 ? "Object size: " + size + " bytes" : "Error or not found");
    }

    private static void removals(MooncakeDistributedStore store, PrintStream out) {
        if (store.remove("my_key") == 0) {
            out.println("Successfully removed");
        }
        List.of("user_session_1", "user_session_2", "other")
                .forEach(key -> store.put(key, utf8("x")));
        long count = store.removeByRegex("^user_session_.*");
        if (count >= 0) {
            out.println("Removed " + count + " objects");
        }
        out.println("Removed " + store.removeAll() + " objects");
        out.println("Store runs on its own name: " + store.getHostname().startsWith("localhost:"));
    }
}
