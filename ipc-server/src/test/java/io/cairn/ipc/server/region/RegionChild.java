package io.cairn.ipc.server.region;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A client in a process of its own: maps a region, tries to shorten it, writes and dies. */
final class RegionChild {

    private RegionChild() {}

    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment memory =
                    channel.map(MapMode.READ_WRITE, 0, channel.size(), Arena.global());
            System.out.println(memory.get(ValueLayout.JAVA_BYTE, 0));
            System.out.println(truncate(channel));
            memory.set(ValueLayout.JAVA_BYTE, memory.byteSize() - 1, (byte) 7);
        }
        // No clean end: what the kernel does for a process that is killed is all that happens.
        Runtime.getRuntime().halt(9);
    }

    private static String truncate(FileChannel channel) {
        try {
            channel.truncate(0);
            return "truncated";
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
