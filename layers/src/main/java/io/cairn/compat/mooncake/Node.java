package io.cairn.compat.mooncake;

import io.cairn.api.Database;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.objects.ObjectStatus;
import io.cairn.layer.objects.ObjectStore;
import io.cairn.layer.objects.ObjectStoreBuilder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a setup has made. Thread-safe; who opened it closes it.
 *
 * @param store the objects
 * @param hostname the name of the node's own segment
 * @param localBufferSize the longest value that is put from an array, in bytes
 * @param server the server's database; null when all is in this process
 */
record Node(ObjectStore store, String hostname, long localBufferSize, @Nullable Database server) {

    /**
     * Opens a node.
     *
     * @param more adds to the store what a setup cannot say
     */
    static Node open(Setup setup, Consumer<ObjectStoreBuilder> more) {
        setup.check();
        Database server = setup.connect();
        Node opened = null;
        try {
            String hostname = setup.hostname();
            ObjectStoreBuilder builder = ObjectStore.builder();
            setup.apply(builder, hostname, server);
            more.accept(builder);
            opened = new Node(builder.open(), hostname, setup.localBufferSize(), server);
            return opened;
        } finally {
            if (opened == null && server != null) {
                server.close();
            }
        }
    }

    /**
     * Checks that a value fits into the local buffer.
     *
     * @throws InvalidArgumentException when it does not
     */
    void checkStaged(long bytes) {
        if (bytes > localBufferSize) {
            throw new InvalidArgumentException(
                    "the value is longer than the local buffer",
                    "status",
                    ObjectStatus.BUFFER_OVERFLOW,
                    "bytes",
                    bytes,
                    "localBufferSize",
                    localBufferSize);
        }
    }

    void close() {
        store.close();
        if (server != null) {
            server.close();
        }
    }
}
