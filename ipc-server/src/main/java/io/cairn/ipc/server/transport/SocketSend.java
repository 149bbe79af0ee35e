package io.cairn.ipc.server.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The function of the C library that sends memory to a socket, also memory of the Java heap, which
 * neither the JDK nor Netty sends without copying it first. A socket takes what fits its buffer at
 * once, so a call is short enough for the collector to wait for. Stateless.
 */
final class SocketSend {

    /** Linux: do not wait. */
    private static final int MSG_DONTWAIT = 0x40;

    /** Linux: no signal when the other side has closed. */
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final @Nullable MethodHandle SEND = link();

    private SocketSend() {}

    private static @Nullable MethodHandle link() {
        try {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("send"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                    Linker.Option.critical(true));
        } catch (RuntimeException | LinkageError e) {
            System.getLogger("io.cairn.ipc.server.transport")
                    .log(System.Logger.Level.DEBUG, "long values are copied before sending", e);
            return null;
        }
    }

    /** Tells whether there is such a function and it may be called. */
    static boolean isAvailable() {
        return SEND != null;
    }

    /**
     * Sends what the socket takes at once.
     *
     * @param descriptor the socket
     * @param bytes what to send
     * @return how many bytes it took; less than 1 when it takes none now, or is broken
     */
    static long send(int descriptor, MemorySegment bytes) {
        MethodHandle send = SEND;
        if (send == null) {
            return 0;
        }
        try {
            return (long)
                    send.invokeExact(
                            descriptor, bytes, bytes.byteSize(), MSG_DONTWAIT | MSG_NOSIGNAL);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("send", e);
        }
    }
}
