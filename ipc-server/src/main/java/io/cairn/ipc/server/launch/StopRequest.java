package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells a server to end, and waits for it. Only the process that listens at the socket is told: a
 * number in a file may meanwhile belong to somebody else.
 *
 * @param state what was seen of the server
 * @param waiting whether to wait for its end
 * @param patience how long to wait
 * @param out where the result is printed
 * @param err where progress and errors are printed
 */
record StopRequest(
        ServerState state, boolean waiting, Duration patience, PrintStream out, PrintStream err) {

    private static final Duration PROGRESS = Duration.ofSeconds(1);

    ServerExit run() throws IOException {
        OptionalLong pid = state.process();
        if (!state.listening() || pid.isEmpty()) {
            err.println(ServerCommand.PREFIX + state.describe());
            return ServerExit.NOT_RUNNING;
        }
        ProcessHandle process = ProcessHandle.of(pid.getAsLong()).orElse(null);
        if (process == null) {
            out.println("stopped: process " + pid.getAsLong());
            return ServerExit.OK;
        }
        if (process.equals(ProcessHandle.current())) {
            throw new IOException("the server runs in this process, which does not end itself");
        }
        if (!process.destroy() && process.isAlive()) {
            err.println(
                    ServerCommand.PREFIX
                            + "process "
                            + pid.getAsLong()
                            + " cannot be told to stop; do it as the user that started it");
            return ServerExit.PERMISSION;
        }
        if (!waiting) {
            out.println("stopping: process " + pid.getAsLong());
            return ServerExit.OK;
        }
        return await(process);
    }

    private ServerExit await(ProcessHandle process) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                process.onExit().get(Math.min(left, PROGRESS.toNanos()), TimeUnit.NANOSECONDS);
                out.println("stopped: process " + process.pid());
                return ServerExit.OK;
            } catch (TimeoutException _) {
                err.println(ServerCommand.PREFIX + "waiting for process " + process.pid());
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException("interrupted while waiting", e);
            }
        }
        err.println(
                ServerCommand.PREFIX
                        + "process "
                        + process.pid()
                        + " has not ended within "
                        + patience.toSeconds()
                        + " s; it may still be storing data; ask for its status, or stop it again to end it at once");
        return ServerExit.NOT_RUNNING;
    }
}
