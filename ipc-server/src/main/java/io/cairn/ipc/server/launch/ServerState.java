package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a server from outside: who listens at the socket, whether it answers, and
 * whom the pid file names. Immutable.
 *
 * @param socket the socket that was tried
 * @param pidFile the pid file that was read
 * @param listening whether anybody listens at the socket
 * @param holder the process that listens, where the operating system tells
 * @param named the process that the pid file names
 * @param counters what the server answered, or null when it did not
 * @param silence why it did not answer; empty when it did
 */
record ServerState(
        Path socket,
        Path pidFile,
        boolean listening,
        OptionalLong holder,
        OptionalLong named,
        @Nullable Map<String, Long> counters,
        String silence) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Looks; takes some seconds when a process listens but does not answer.
     *
     * @throws IOException when the socket or the pid file is forbidden
     */
    static ServerState of(Path socket, Path pidFile) throws IOException {
        OptionalLong named = PidFile.read(pidFile);
        try (SocketProbe probe = SocketProbe.connect(socket, PATIENCE)) {
            if (probe == null) {
                return new ServerState(
                        socket, pidFile, false, OptionalLong.empty(), named, null, "");
            }
            // In this order: asking for the process takes a connection more, which would be
            // counted.
            Map<String, Long> counters = null;
            String silence = "";
            try {
                counters = probe.stats();
            } catch (IOException e) {
                silence = String.valueOf(e.getMessage());
            }
            return new ServerState(socket, pidFile, true, probe.holder(), named, counters, silence);
        }
    }

    /** Tells whether a server is there and answers. */
    boolean running() {
        return counters != null;
    }

    /** Returns the process to end: the one that listens, or else the one that the file names. */
    OptionalLong process() {
        return holder.isPresent() || !listening ? holder : named;
    }

    /** Describes the state in one line. */
    String describe() {
        if (counters != null) {
            Duration up = Duration.ofSeconds(counters.getOrDefault("uptime_secs", 0L));
            return "running: process "
                    + number(process())
                    + ", up "
                    + "%dd %02d:%02d:%02d"
                            .formatted(
                                    up.toDays(),
                                    up.toHoursPart(),
                                    up.toMinutesPart(),
                                    up.toSecondsPart())
                    + ", "
                    // One of them asks.
                    + Math.max(0, counters.getOrDefault("connections_active", 1L) - 1)
                    + " other connections, socket "
                    + socket;
        }
        if (listening) {
            return "process "
                    + number(process())
                    + " listens at "
                    + socket
                    + " but does not answer: "
                    + silence;
        }
        if (named.isEmpty()) {
            return "not running: nobody listens at " + socket;
        }
        boolean alive = ProcessHandle.of(named.getAsLong()).isPresent();
        return "not running: nobody listens at "
                + socket
                + "; "
                + pidFile
                + " names process "
                + named.getAsLong()
                + (alive
                        ? ", which exists: it may be starting or ending, or be another program"
                        : ", which does not exist any more: it was killed");
    }

    private static String number(OptionalLong pid) {
        return pid.isPresent() ? Long.toString(pid.getAsLong()) : "unknown";
    }
}
