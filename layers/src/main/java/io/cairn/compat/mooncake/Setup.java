package io.cairn.compat.mooncake;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.layer.objects.ObjectStoreBuilder;
import io.cairn.layer.objects.Segment;
import io.cairn.layer.tuple.Subspace;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a setup. Immutable.
 *
 * @param localHostname the name of this node, with or without a port
 * @param metadataServer an HTTP address, or that there is none
 * @param globalSegmentSize the limit of this node's memory segment in bytes; 0 for no segment
 * @param localBufferSize the longest value that is put from an array, in bytes
 * @param protocol how the store is reached
 * @param rdmaDevices network devices, of which there are none
 * @param masterServerAddr the address of the master; with {@code unix} a server's socket
 */
record Setup(
        String localHostname,
        String metadataServer,
        long globalSegmentSize,
        long localBufferSize,
        String protocol,
        String rdmaDevices,
        String masterServerAddr) {

    /** The segment in the server's database, which all its clients share. */
    static final String SHARED_SEGMENT = "server";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int PORT_MIN = 12_300;
    private static final int PORTS = 2_001;

    /**
     * Refuses what this library does not do, instead of doing something else.
     *
     * @throws InvalidArgumentException when an argument is wrong
     * @throws UnsupportedRequestException when another machine or a network device is asked for
     */
    void check() {
        if (localHostname.isEmpty() || masterServerAddr.isEmpty()) {
            throw new InvalidArgumentException(
                    "a store needs the name of its node and the address of its master",
                    "localHostname",
                    localHostname,
                    "masterServerAddr",
                    masterServerAddr);
        }
        if (globalSegmentSize < 0 || localBufferSize < 0) {
            throw new InvalidArgumentException(
                    "sizes must not be negative",
                    "globalSegmentSize",
                    globalSegmentSize,
                    "localBufferSize",
                    localBufferSize);
        }
        checkMetadataServer();
        switch (protocol) {
            case "local", "unix" -> {}
            case "tcp" -> checkLoopback();
            default ->
                    throw new UnsupportedRequestException(
                            "the protocol is local or unix, or tcp on one machine",
                            "protocol",
                            protocol);
        }
        if (!rdmaDevices.isEmpty()) {
            throw new InvalidArgumentException(
                    "only the protocol rdma has devices", "rdmaDevices", rdmaDevices);
        }
    }

    private void checkMetadataServer() {
        boolean known =
                metadataServer.equals("P2PHANDSHAKE")
                        || metadataServer.startsWith("http://")
                        || metadataServer.startsWith("https://");
        if (!known) {
            throw new InvalidArgumentException(
                    "the metadata server is an HTTP address or P2PHANDSHAKE",
                    "metadataServer",
                    metadataServer);
        }
    }

    private void checkLoopback() {
        for (String address : new String[] {localHostname, masterServerAddr}) {
            String host = address.replaceFirst(":\\d+$", "");
            if (!LOOPBACK.contains(host)) {
                throw new UnsupportedRequestException(
                        "there is no network transport: with tcp all addresses are this machine's",
                        "host",
                        host);
            }
        }
    }

    /** Returns the name of this node's segment. */
    String hostname() {
        int port = PORT_MIN + Math.floorMod(System.identityHashCode(this), PORTS);
        return localHostname.matches(".*:\\d+") ? localHostname : localHostname + ":" + port;
    }

    /**
     * Opens the server's database.
     *
     * @return the database, to be closed by the caller; null when all is in this process
     */
    @Nullable Database connect() {
        return protocol.equals("unix") ? Cairn.open("ipc:" + masterServerAddr) : null;
    }

    /** Adds what the arguments say. */
    void apply(ObjectStoreBuilder builder, String hostname, @Nullable Database server) {
        if (server != null) {
            Keyspace keyspace = server.keyspace("mooncake");
            builder.directory(server, keyspace, Subspace.of("directory"));
            builder.segment(
                    Segment.stored(SHARED_SEGMENT, server, keyspace, Subspace.of("chunks")));
        }
        if (globalSegmentSize > 0) {
            builder.segment(Segment.memory(hostname, globalSegmentSize));
        }
    }
}
