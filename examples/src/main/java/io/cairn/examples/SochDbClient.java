package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Entry;
import io.cairn.compat.sochdb.IpcClient;
import io.cairn.error.UnavailableException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a server as a program written for SochDB does: paths, rows of paths, and rows as a line
 * of TOON, which language models read with few tokens. Stateless.
 */
public final class SochDbClient {

    private SochDbClient() {}

    /**
     * Runs the example.
     *
     * @param args the socket, such as {@code data/sochdb.sock}
     */
    public static void main(String[] args) {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path socket, PrintStream out) {
        // @start region=sochdb-client
        try (IpcClient client = IpcClient.connect(socket, Duration.ofSeconds(30))) {
            Duration latency = client.ping();
            out.println("there and back took time: " + latency.isPositive());
            client.put(utf8("key"), utf8("value"));
            out.println("key: " + show(client.get(utf8("key"))));

            client.putPath(List.of("users", "alice", "name"), utf8("Alice"));
            client.putPath(List.of("users", "alice", "email"), utf8("alice@example.org"));
            client.putPath(List.of("users", "bob", "name"), utf8("Bob"));
            client.putPath(List.of("users", "bob", "email"), utf8("bob@example.org"));
            out.println("path: " + show(client.getPath(List.of("users", "bob", "name"))));

            String toon = client.query("users/").limit(10).select("name", "email").execute();
            out.println("TOON: " + toon);
            List<Map<String, @Nullable Object>> rows =
                    client.query("users/").limit(1).offset(1).select("name", "email").toList();
            out.println("rows: " + rows);
            for (Entry entry : client.scan("users/alice/")) {
                out.println("entry: " + text(entry.key()) + " = " + text(entry.value()));
            }
            client.checkpoint();
            out.println("keys: " + client.stats().get("keys_count"));
        }
        // @end
        transactions(socket, out);
    }

    private static void transactions(Path socket, PrintStream out) {
        try (IpcClient client = IpcClient.connect(socket, Duration.ofSeconds(30))) {
            long transaction = client.beginTransaction(); // no other call takes part in it
            long version = client.commit(transaction);
            out.println("committed at a version: " + (version > 0));
            client.abort(client.beginTransaction());
            client.delete(utf8("key"));
            out.println("key: " + show(client.get(utf8("key"))));
        }
        try {
            IpcClient.connect(socket.resolveSibling("nowhere.sock"), Duration.ofSeconds(1)).close();
        } catch (UnavailableException e) {
            out.println("nobody there: " + e.code());
        }
    }

    private static String show(byte @Nullable [] value) {
        return value == null ? "nothing" : text(value);
    }
}
