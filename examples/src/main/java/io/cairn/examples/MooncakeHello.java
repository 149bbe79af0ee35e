package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.mooncake.MooncakeDistributedStore;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Objects that are put from arrays and got as arrays, in the shape of Mooncake's. Stateless. */
public final class MooncakeHello {

    private static final JsonMapper JSON = new JsonMapper();

    private MooncakeHello() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        hello("http://localhost:8080/metadata", out);
        hello("P2PHANDSHAKE", out);
        configurationAndWeights(out);
        batches(out);
    }

    private static void hello(String metadataServer, PrintStream out) {
        // @start region=mooncake-hello
        MooncakeDistributedStore store = new MooncakeDistributedStore();
        store.setup(
                "localhost", // this node
                metadataServer, // or "P2PHANDSHAKE"
                512 * 1024 * 1024, // the limit of its segment
                128 * 1024 * 1024, // the longest value put from an array
                "tcp", // all addresses are this machine's
                "",
                "localhost:50051");

        store.put("hello_key", utf8("Hello, Mooncake Store!"));

        byte[] data = store.get("hello_key");
        out.println(text(data));

        store.close();
        // @end
    }

    private static MooncakeDistributedStore open() {
        MooncakeDistributedStore store = new MooncakeDistributedStore();
        store.setup(
                "localhost",
                "http://localhost:8080/metadata",
                512 * 1024 * 1024,
                128 * 1024 * 1024,
                "tcp",
                "",
                "localhost:50051");
        return store;
    }

    private static void configurationAndWeights(PrintStream out) {
        MooncakeDistributedStore store = open();

        store.put("config", utf8("{\"model\": \"llama-7b\", \"temperature\": 0.7}"));
        float[] modelWeights = new float[1000 * 1000];
        Random random = new Random(1);
        for (int i = 0; i < modelWeights.length; i++) {
            modelWeights[i] = (float) random.nextGaussian();
        }
        store.put("weights", toBytes(modelWeights));
        store.put("cache", utf8("some serialized cache data"));

        JsonNode config = JSON.readTree(store.get("config"));
        float[] weights = toFloats(store.get("weights"));
        out.println("Config OK: " + config.get("model").asString());
        out.println("Weights OK: " + Arrays.equals(weights, modelWeights));
        out.println("Cache exists? " + (store.isExist("cache") == 1));

        store.close();
    }

    private static void batches(PrintStream out) {
        MooncakeDistributedStore store = open();

        byte[] data = utf8("Hello, World!".repeat(1000));
        store.put("message", data);
        byte[] retrieved = store.get("message");
        out.println("Message OK: " + Arrays.equals(retrieved, data));

        List<String> keys = List.of("key1", "key2", "key3");
        List<byte[]> values = List.of(utf8("value1"), utf8("value2"), utf8("value3"));
        int result = store.putBatch(keys, values);
        List<byte[]> all = store.getBatch(keys);
        out.println("Batch: " + result + ", " + all.stream().map(value -> text(value)).toList());

        byte[] missing = store.get("my_key");
        out.println(missing.length > 0 ? "Retrieved: " + text(missing) : "Key not found");
        store.close();
    }

    private static byte[] toBytes(float[] floats) {
        ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
        bytes.asFloatBuffer().put(floats);
        return bytes.array();
    }

    private static float[] toFloats(byte[] bytes) {
        FloatBuffer buffer = ByteBuffer.wrap(bytes).asFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }
}
