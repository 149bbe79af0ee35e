package io.cairn.ipc.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.api.Modes;
import io.cairn.config.Components;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WriteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests and connections that tests use. */
final class Requests {

    private Requests() {}

    static Request get(String key) {
        return new ReadRequest.Get(View.DATABASE, Modes.none(), key.getBytes(UTF_8));
    }

    static Request put(String key, byte[] value) {
        return new WriteRequest.Put(View.DATABASE, Modes.none(), key.getBytes(UTF_8), value);
    }

    static Request await(String key, Duration timeout) {
        return new WaitRequest.Await(
                0,
                WaitRequest.Form.REMOVAL,
                Modes.none(),
                List.of(key.getBytes(UTF_8)),
                timeout.toNanos());
    }

    /** Returns the key of a GET. */
    static String key(Request request) {
        return new String(((ReadRequest.Get) request).key(), UTF_8);
    }

    static Reply value(String text) {
        return new Reply.Value(text.getBytes(UTF_8));
    }

    static String text(Reply reply) {
        return new String(Objects.requireNonNull(((Reply.Value) reply).value()), UTF_8);
    }

    static ClientOptions options(Path socket, TransportKind kind, String... more) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("transport", kind.name());
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return ClientOptions.of(socket.toString(), parameters);
    }

    static Connection connect(Path socket, TransportKind kind, String timeout) throws IOException {
        Components components = Components.system();
        ClientOptions options = options(socket, kind, "timeout", timeout);
        Connection connection = new Connection(kind.open(socket), options, components);
        connection.greet(components.nanoTicker().getAsLong() + options.connectTimeout().toNanos());
        return connection;
    }

    static Connection connect(Path socket, TransportKind kind) throws IOException {
        return connect(socket, kind, "30s");
    }
}
