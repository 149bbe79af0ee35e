package io.cairn.examples;

import io.cairn.bytes.Bytes;
import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many pairs with one call. */
public final class YokanBatches {

    private YokanBatches() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Engine engine = new Engine("tcp");
        new Provider(engine, 42, "{\"database\":{\"type\":\"map\"}}");
        Client client = new Client(engine);
        Database db = client.makeDatabaseHandle(engine.addr(), 42);

        // Put multiple key/value pairs at once
        List<String> keys = List.of("user:1", "user:2", "user:3");
        List<String> values = List.of("Alice", "Bob", "Carol");
        db.putMulti(zip(keys, values));
        out.println("Stored " + keys.size() + " key/value pairs");

        // Check existence of multiple keys
        List<String> newKeys = new ArrayList<>(keys);
        newKeys.addAll(List.of("user:4", "user:5"));
        out.println("Existence check: " + db.existsMulti(newKeys));

        // Get lengths of multiple values
        List<@Nullable Long> lengths = db.lengthMulti(keys);
        out.println("Value lengths: " + lengths);

        // Get multiple values at once
        List<byte[]> retrieved =
                lengths.stream()
                        .map(length -> new byte[Objects.requireNonNull(length).intValue()])
                        .toList();
        db.getMulti(zip(keys, retrieved));
        out.println("Retrieved: " + retrieved.stream().map(Bytes::text).toList());

        // Erase multiple keys
        db.eraseMulti(keys);
        out.println("Erased " + keys.size() + " keys");
        out.println("Remaining entries: " + db.count());
        engine.finalizeEngine();
    }

    private static <K, V> List<Map.Entry<K, V>> zip(List<K> keys, List<V> values) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> Map.entry(keys.get(i), values.get(i)))
                .toList();
    }
}
