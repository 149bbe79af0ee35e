package io.cairn.vectors.grpc;

import io.cairn.error.InvalidArgumentException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How to serve. Immutable.
 *
 * @param root the directory of the index files, and of the indexes that the server keeps; no call
 *     reaches outside of it
 * @param host the address to listen at; others than those of this machine alone let everybody in
 *     who reaches it, unless there is a token
 * @param port the port to listen at, 0 for any that is free
 * @param token what callers must show in the metadata {@code authorization}, after {@code Bearer };
 *     empty to serve everybody
 * @param limits how much the server takes on
 */
public record VectorServerOptions(
        Path root, String host, int port, Optional<String> token, VectorServerLimits limits) {

    private static final String LOCAL = "127.0.0.1";
    private static final int PORT = 50_051;
    private static final int PORT_MAX = 65_535;

    /**
     * Checks the values.
     *
     * @throws InvalidArgumentException when the port is out of its range, the host is blank, or the
     *     token is empty or has characters other than visible ASCII
     */
    public VectorServerOptions {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(limits, "limits");
        if (host.isBlank()) {
            throw new InvalidArgumentException("the host is blank; name an address to listen at");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new InvalidArgumentException(
                    "the port is out of its range", "port", port, "min", 0, "max", PORT_MAX);
        }
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw new InvalidArgumentException(
                    "a token is one or more visible ASCII characters without spaces");
        }
    }

    /**
     * Returns the usual options: port 50051 of this machine alone, no token.
     *
     * @param root the directory of the indexes
     * @return the options
     */
    public static VectorServerOptions of(Path root) {
        return new VectorServerOptions(
                root, LOCAL, PORT, Optional.empty(), VectorServerLimits.defaults());
    }

    /**
     * Returns these options with another address.
     *
     * @param host the address to listen at
     * @return the changed options
     */
    public VectorServerOptions withHost(String host) {
        return new VectorServerOptions(root, host, port, token, limits);
    }

    /**
     * Returns these options with another port.
     *
     * @param port the port to listen at, 0 for any that is free
     * @return the changed options
     */
    public VectorServerOptions withPort(int port) {
        return new VectorServerOptions(root, host, port, token, limits);
    }

    /**
     * Returns these options with a token.
     *
     * @param token what callers must show
     * @return the changed options
     */
    public VectorServerOptions withToken(String token) {
        return new VectorServerOptions(root, host, port, Optional.of(token), limits);
    }

    /**
     * Returns these options with other limits.
     *
     * @param limits how much the server takes on
     * @return the changed options
     */
    public VectorServerOptions withLimits(VectorServerLimits limits) {
        return new VectorServerOptions(root, host, port, token, limits);
    }

    /** Describes the options without the token. */
    @Override
    public String toString() {
        return "VectorServerOptions[root="
                + root
                + ", host="
                + host
                + ", port="
                + port
                + ", token="
                + (token.isPresent() ? "set" : "none")
                + ", limits="
                + limits
                + "]";
    }
}
