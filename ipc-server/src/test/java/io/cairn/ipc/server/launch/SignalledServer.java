package io.cairn.ipc.server.launch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A process for {@link ServerRunTest} to send signals to. What it does when is its first word. */
final class SignalledServer {

    private SignalledServer() {}

    /** Runs a server whose sockets are none; the second word is its directory. */
    public static void main(String[] words) throws Exception {
        LogOutput.install(LogLevel.INFO, System.out);
        ServerFlags flags = new ServerFlags();
        flags.db = Path.of(words[1]);
        flags.engine = ServerFlags.EngineChoice.MEMORY;
        LaunchPlan plan = LaunchPlan.of(flags, ServerFile.none());
        boolean early = words[0].equals("early");
        boolean stuck = words[0].equals("stuck");
        ServerProcess process =
                new ServerProcess(
                        plan,
                        (given, databases) -> {
                            if (early) {
                                say("starting");
                                untilTheSignalIsSeen();
                            }
                            return listeners(stuck);
                        });
        try {
            System.exit(new ServerRun(process).untilStopped().number());
        } catch (Exception e) {
            say(e.getMessage());
            System.exit(ServerCommand.exit(e).number());
        }
    }

    /** The hook has told the process to stop, and waits for the end of its start. */
    private static void untilTheSignalIsSeen() {
        while (Thread.getAllStackTraces().entrySet().stream()
                .noneMatch(thread -> waitsToStop(thread.getKey(), thread.getValue()))) {
            Thread.yield();
        }
    }

    /** It may be blocked elsewhere before, such as by the loading of a class. */
    private static boolean waitsToStop(Thread thread, StackTraceElement[] trace) {
        return thread.getName().equals("cairn-stop")
                && thread.getState() == Thread.State.BLOCKED
                && trace.length > 0
                && trace[0].getClassName().equals(ServerProcess.class.getName());
    }

    private static Listeners listeners(boolean stuck) {
        return new Listeners() {
            @Override
            public String transport() {
                return "NONE";
            }

            @Override
            public Map<String, Long> counters() {
                return Map.of();
            }

            @Override
            public void close() {
                say("closing");
                while (stuck) {
                    Thread.yield();
                }
            }
        };
    }

    private static void say(String... words) {
        System.out.println(String.join(" ", Arrays.asList(words)));
        System.out.flush();
    }
}
