package io.cairn.ipc.server.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether somebody listens on a socket's file, and who. */
final class Probe {

    /** The columns of the kernel's table of sockets. */
    private static final int FLAGS = 3;

    private static final int INODE = 6;
    private static final int PATH = 7;

    /** The flag of a socket that listens. */
    private static final int LISTENS = 0x10000;

    private Probe() {}

    /** Tells whether a connection is not refused. */
    static boolean isLive(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not blocking: where the queue of a live server is full, this says so at once.
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Names the process that listens there, as far as it can be seen. */
    static String holder(Path socket) {
        try {
            Optional<String> inode = listener(socket);
            return inode.isEmpty() ? "unknown" : owner("socket:[" + inode.get() + "]");
        } catch (IOException | RuntimeException e) {
            System.getLogger("io.cairn.ipc.server.transport.Probe")
                    .log(System.Logger.Level.DEBUG, "cannot tell who listens on " + socket, e);
            return "unknown";
        }
    }

    private static Optional<String> listener(Path socket) throws IOException {
        List<String> wanted = List.of(socket.toString(), socket.toAbsolutePath().toString());
        try (var lines = Files.lines(Path.of("/proc/net/unix"))) {
            return lines.skip(1)
                    .map(line -> line.trim().split("\\s+", PATH + 1))
                    .filter(row -> row.length > PATH && wanted.contains(row[PATH]))
                    .filter(row -> (Integer.parseInt(row[FLAGS], 16) & LISTENS) != 0)
                    .map(row -> row[INODE])
                    .findFirst();
        }
    }

    private static String owner(String link) {
        return ProcessHandle.allProcesses()
                .filter(process -> has(process.pid(), link))
                .map(process -> Long.toString(process.pid()))
                .findFirst()
                .orElse("unknown");
    }

    private static boolean has(long pid, String link) {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).equals(link)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has ended.
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
