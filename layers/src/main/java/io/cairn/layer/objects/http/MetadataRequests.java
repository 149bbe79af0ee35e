package io.cairn.layer.objects.http;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.error.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests. Thread-safe.
 *
 * @param metadata what is served
 * @param token what requests must show
 * @param served how many requests were answered
 * @param failed how many of them with an error
 */
record MetadataRequests(
        Metadata metadata, Optional<String> token, LongAdder served, LongAdder failed) {

    static final int BODY_BYTES_MAX = 1 << 20;

    private static final int KEY_LENGTH_MAX = 4096;

    /** How much of a body that is too long is read, so that its sender sees the answer. */
    private static final long DRAINED_BYTES_MAX = 16L << 20;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param type the type of the body
     * @param body the body
     */
    private record Answer(int status, String type, byte[] body) {

        static Answer text(int status, String text) {
            return new Answer(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What answers a request. */
    private interface Handler {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    void metadata(HttpExchange exchange) throws IOException {
        respond(exchange, this::metadataAnswer);
    }

    void health(HttpExchange exchange) throws IOException {
        send(exchange, Answer.text(200, "OK"));
    }

    void metrics(HttpExchange exchange) throws IOException {
        respond(
                exchange,
                request ->
                        Answer.text(
                                200,
                                "metadata_keys "
                                        + metadata.count()
                                        + "\nmetadata_requests_total "
                                        + served.sum()
                                        + "\nmetadata_requests_failed_total "
                                        + failed.sum()
                                        + "\n"));
    }

    private void respond(HttpExchange exchange, Handler handler) throws IOException {
        Answer answer;
        try {
            answer =
                    isAllowed(exchange)
                            ? handler.answer(exchange)
                            : Answer.text(401, "missing or wrong token");
        } catch (CairnException e) {
            answer = Answer.text(503, "the database refuses: " + e.text());
        }
        send(exchange, answer);
    }

    private boolean isAllowed(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return token.isEmpty()
                || shown != null
                        && MessageDigest.isEqual(
                                shown.getBytes(StandardCharsets.UTF_8),
                                ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8));
    }

    private Answer metadataAnswer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/metadata")) {
            return Answer.text(404, "not found");
        }
        String key = key(exchange.getRequestURI().getRawQuery());
        if (key == null || key.isEmpty()) {
            return Answer.text(400, "Missing key parameter");
        }
        if (key.length() > KEY_LENGTH_MAX) {
            return Answer.text(400, "the key is longer than 4096 characters");
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> get(key);
            case "PUT" -> put(key, exchange);
            case "DELETE" ->
                    metadata.delete(key)
                            ? Answer.text(200, "metadata deleted")
                            : Answer.text(404, "metadata not found");
            default -> Answer.text(405, "the methods are GET, PUT and DELETE");
        };
    }

    private Answer get(String key) {
        byte[] value = metadata.get(key);
        return value == null
                ? Answer.text(404, "metadata not found")
                : new Answer(200, JSON, value);
    }

    private Answer put(String key, HttpExchange exchange) throws IOException {
        InputStream input = exchange.getRequestBody();
        byte[] body = input.readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            drain(input);
            return Answer.text(413, "a body has at most 1 MiB");
        }
        return switch (metadata.put(key, body)) {
            case UPDATED -> Answer.text(200, "metadata updated");
            case UNCHANGED -> Answer.text(200, "metadata unchanged");
            case REFUSED -> Answer.text(400, "Duplicate rpc_meta key not allowed");
        };
    }

    private static void drain(InputStream input) throws IOException {
        byte[] block = new byte[8192];
        long drained = 0;
        for (int read = input.read(block); read >= 0; read = input.read(block)) {
            drained += read;
            if (drained > DRAINED_BYTES_MAX) {
                return;
            }
        }
    }

    /** Finds the value of the parameter called "key"; null when there is none. */
    private static @Nullable String key(@Nullable String query) {
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            if (parameter.startsWith("key=")) {
                return decode(parameter.substring("key=".length()));
            }
        }
        return null;
    }

    private static @Nullable String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        served.increment();
        if (answer.status() >= 400) {
            failed.increment();
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
