package io.cairn.examples;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_DEFAULT;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_INCLUSIVE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Lengths;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Listing keys and pairs: from a key on, with a prefix, into one buffer or into many. */
public final class YokanListing {

    private YokanListing() {}

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
        for (int i = 0; i < 20; i++) {
            db.put("item:%03d".formatted(i), "value_" + i);
        }
        keys(db, out);
        pairs(db, out);
        packed(db, out);
        engine.finalizeEngine();
    }

    private static void keys(Database db, PrintStream out) {
        // List up to 5 keys with a given prefix
        List<byte[]> keys = buffers();
        List<Long> lengths = db.listKeys(keys, "item:006", "item:00", YOKAN_MODE_DEFAULT);
        out.println("Keys starting with 'item:00'");
        for (int i = 0; i < lengths.size(); i++) {
            out.println(" - " + text(keys.get(i), 0, lengths.get(i)));
        }

        // The same, with the prefix removed from the results
        lengths = db.listKeys(keys, "item:006", "item:00", YOKAN_MODE_NO_PREFIX);
        out.println("Keys starting with 'item:00', with prefix removed");
        for (int i = 0; i < lengths.size(); i++) {
            out.println(" - " + text(keys.get(i), 0, lengths.get(i)));
        }
    }

    private static void pairs(Database db, PrintStream out) {
        // List keys and values together, including the starting key
        List<Map.Entry<byte[], byte[]>> keyvals =
                buffers().stream().map(key -> Map.entry(key, new byte[16])).toList();
        List<Lengths> lengths = db.listKeyvals(keyvals, "item:003", "", YOKAN_MODE_INCLUSIVE);
        out.println("Key/value pairs from 'item:003':");
        for (int i = 0; i < lengths.size(); i++) {
            String key = text(keyvals.get(i).getKey(), 0, lengths.get(i).key());
            String value = text(keyvals.get(i).getValue(), 0, lengths.get(i).value());
            out.println(" - " + key + " = " + value);
        }
    }

    private static void packed(Database db, PrintStream out) {
        // List keys and values together, using a single buffer for each
        byte[] keys = new byte[128];
        byte[] values = new byte[128];
        List<Lengths> lengths =
                db.listKeyvalsPacked(keys, values, 5, "item:003", "", YOKAN_MODE_INCLUSIVE);
        out.println("Packed key/value retrieved:");
        long keyOffset = 0;
        long valueOffset = 0;
        for (Lengths each : lengths) {
            String key = text(keys, keyOffset, each.key());
            String value = text(values, valueOffset, each.value());
            out.println(" - " + key + " = " + value);
            keyOffset += each.key();
            valueOffset += each.value();
        }
    }

    private static List<byte[]> buffers() {
        return Stream.generate(() -> new byte[16]).limit(5).toList();
    }

    private static String text(byte[] bytes, long offset, long length) {
        return new String(bytes, (int) offset, (int) length, UTF_8);
    }
}
