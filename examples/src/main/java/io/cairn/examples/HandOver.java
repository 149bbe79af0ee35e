package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Several threads wait for the same key with CONSUME; each value put there reaches exactly one of
 * them. Stateless.
 */
public final class HandOver {

    private HandOver() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     * @throws Exception when a thread fails
     */
    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) throws Exception {
        byte[] key = utf8("the counter");
        try (Database db = Cairn.open(url);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            // @start region=await
            Callable<Optional<byte[]>> customer =
                    () -> db.await(key, Modes.of(Mode.CONSUME), Duration.ofSeconds(30));
            // @end
            ExecutorCompletionService<Optional<byte[]>> customers =
                    new ExecutorCompletionService<>(threads);
            for (int i = 0; i < 3; i++) {
                customers.submit(customer);
            }
            for (String dish : new String[] {"soup", "fish", "cake"}) {
                db.put(key, utf8(dish));
                Optional<byte[]> got = customers.take().get();
                out.println(
                        "put "
                                + dish
                                + ", somebody got "
                                + got.map(bytes -> text(bytes)).orElse("nothing"));
            }
            out.println("left on the counter: " + (db.exists(key) ? "something" : "nothing"));
        }
    }
}
