package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.bytes.KeyRange;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.Pipelined;
import io.cairn.ipc.client.RemoteDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes many calls of a server without waiting for each of them: a batch that goes there and back
 * once, and calls that return futures. Stateless.
 */
public final class Pipelining {

    private Pipelining() {}

    /**
     * Runs the example on a server's database.
     *
     * @param args the server's socket, such as {@code data/cairn.sock}
     */
    public static void main(String[] args) {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path socket, PrintStream out) {
        // @start region=pipelining
        try (RemoteDatabase db = CairnClient.connect(socket)) { // data/cairn.sock
            db.batch(calls -> { // each call is a transaction of its own
                for (int i = 0; i < 1_000; i++) {
                    calls.put(utf8("user:" + i), utf8("name " + i));
                }
            });

            List<Pipelined<byte @Nullable []>> names = new ArrayList<>();
            db.batch(calls -> {
                for (int i = 0; i < 1_000; i += 100) {
                    names.add(calls.get(utf8("user:" + i)));
                }
            });
            out.println(names.size() + " names, the last: " + show(names.getLast().get()));

            CompletableFuture<Long> count = db.async().count(KeyRange.prefix(utf8("user:")));
            CompletableFuture<byte @Nullable []> first = db.async().get(utf8("user:0"));
            out.println(show(first.join()) + " is one of " + count.join());
        }
        // @end
    }

    private static String show(byte @Nullable [] value) {
        return value == null ? "nobody" : text(value);
    }
}
