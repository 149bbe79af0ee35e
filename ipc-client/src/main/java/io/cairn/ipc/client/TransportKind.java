package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which library opens the socket. Both behave alike; they differ in speed and in what they load.
 */
public enum TransportKind {
    /** The JDK's own channels: no native library, and virtual threads wait without a carrier. */
    JDK {
        @Override
        Transport open(Path socket) throws IOException {
            return JdkTransport.open(socket);
        }
    },
    /**
     * The library jnr-unixsocket. It loads native code, copies more, and its waits hold the carrier
     * of a virtual thread; the client therefore waits on threads of its own for virtual callers.
     */
    JNR {
        @Override
        Transport open(Path socket) throws IOException {
            return JnrTransport.open(socket);
        }
    };

    /** Connects without waiting. */
    abstract Transport open(Path socket) throws IOException;
}
