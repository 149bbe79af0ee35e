package io.cairn.ipc.server.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Lets a second signal end the process. The JVM answers the first SIGHUP, SIGINT or SIGTERM by
 * running its shutdown hooks, and ignores all that follow while they run. Stateless.
 */
final class TerminationSignals {

    private static final Logger LOG = System.getLogger("io.cairn.ipc.server.launch");

    /** SIGHUP, SIGINT, SIGTERM: the same numbers on every Unix. */
    private static final List<Integer> NUMBERS = List.of(1, 2, 15);

    private static final MemorySegment DEFAULT = MemorySegment.NULL;
    private static final MemorySegment IGNORE = MemorySegment.ofAddress(1);

    private TerminationSignals() {}

    /** Gives the signals back to the operating system, which ends the process when one comes. */
    static void restoreDefaults() {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle signal =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("signal"),
                            FunctionDescriptor.of(
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS));
            for (int number : NUMBERS) {
                MemorySegment before = (MemorySegment) signal.invokeExact(number, DEFAULT);
                if (before.equals(IGNORE)) {
                    // As nohup asked.
                    before = (MemorySegment) signal.invokeExact(number, before);
                }
            }
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "a second signal will not end the process at once", e);
        }
    }
}
