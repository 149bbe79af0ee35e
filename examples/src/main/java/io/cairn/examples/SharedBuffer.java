package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.RegisteredBuffer;
import io.cairn.ipc.client.RemoteDatabase;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Puts and gets large values through memory that client and server share, so that they do not
 * travel over the socket. Stateless.
 */
public final class SharedBuffer {

    private static final long MIB = 1L << 20;

    private SharedBuffer() {}

    /**
     * Runs the example on a server's database.
     *
     * @param args the server's socket, such as {@code data/cairn.sock}
     */
    public static void main(String[] args) {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path socket, PrintStream out) {
        // @start region=shared-buffer
        try (RemoteDatabase db = CairnClient.connect(socket);
                RegisteredBuffer buffer = db.register(64 * MIB)) {
            MemorySegment memory = buffer.segment();
            memory.asSlice(0, 32 * MIB).fill((byte) 7);
            buffer.put(utf8("weights"), 0, 32 * MIB); // from offset 0

            long bytes = buffer.getInto(utf8("weights"), 32 * MIB, 32 * MIB); // behind it
            byte last = memory.get(ValueLayout.JAVA_BYTE, 64 * MIB - 1);
            out.println(bytes + " bytes, the last is " + last);
        }
        // @end
    }
}
