package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Entry;
import io.cairn.compat.found.Found;
import io.cairn.compat.found.FoundDatabase;
import io.cairn.compat.found.FoundTransaction;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The example that found's documentation begins with: functions that run in transactions, and a
 * range of keys. Stateless.
 */
public final class FoundReadme {

    private FoundReadme() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    // @start region=found-readme
    static byte @Nullable [] get(FoundTransaction tx, byte[] key) {
        byte @Nullable [] out = Found.get(tx, key);
        return out;
    }

    static @Nullable Void set(FoundTransaction tx, byte[] key, byte[] value) {
        Found.set(tx, key, value);
        return null;
    }

    static List<Entry> query(FoundTransaction tx, byte[] key, byte[] other) {
        List<Entry> out = Found.all(Found.query(tx, key, other));
        return out;
    }

    static void run(String url, PrintStream printer) {
        try (FoundDatabase db = Found.open(url)) {
            byte[] out = Found.transactional(db, FoundReadme::get, utf8("hello"));
            printer.println("hello is absent: " + (out == null));

            Found.transactional(db, FoundReadme::set, utf8("hello"), utf8("world"));
            out = Found.transactional(db, FoundReadme::get, utf8("hello"));
            printer.println("hello " + show(out));

            Found.transactional(db, FoundReadme::set, utf8("azul"), utf8("world"));
            out = Found.transactional(db, FoundReadme::get, utf8("azul"));
            printer.println("azul " + show(out));

            byte[] end = {(byte) 0xFF};
            List<Entry> all = Found.transactional(db, FoundReadme::query, utf8(""), end);
            printer.println(all); // in the order of keys
        }
    }

    // @end

    private static String show(byte @Nullable [] value) {
        return value == null ? "nothing" : text(value);
    }
}
