package io.cairn.layer.objects.http;

import io.cairn.error.InvalidArgumentException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * How metadata is served. Immutable, thread-safe.
 *
 * @param address where the server listens; port 0 takes a free one
 * @param token what every request but {@code /health} must show as {@code Authorization: Bearer
 *     token}; empty for nothing
 */
public record MetadataHttpOptions(InetSocketAddress address, Optional<String> token) {

    /**
     * Checks.
     *
     * @throws InvalidArgumentException when the address is unknown, the token is empty, or other
     *     machines could connect without a token
     */
    public MetadataHttpOptions {
        InetAddress host = Objects.requireNonNull(address, "address").getAddress();
        if (host == null) {
            throw new InvalidArgumentException("the address is unknown", "address", address);
        }
        if (Objects.requireNonNull(token, "token").filter(String::isBlank).isPresent()) {
            throw new InvalidArgumentException("a token has characters that can be seen");
        }
        if (token.isEmpty() && !host.isLoopbackAddress()) {
            throw new InvalidArgumentException(
                    "other machines are served with a token only", "address", address);
        }
    }

    /**
     * Returns options that serve this machine only, without a token.
     *
     * @param port the port; 0 takes a free one
     * @return the options
     */
    public static MetadataHttpOptions loopback(int port) {
        return new MetadataHttpOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty());
    }
}
