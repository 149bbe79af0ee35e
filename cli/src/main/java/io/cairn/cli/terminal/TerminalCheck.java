package io.cairn.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether one of the standard streams is a terminal. Stateless. */
final class TerminalCheck {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private TerminalCheck() {}

    /**
     * Tells whether a descriptor is a terminal. On Linux each stream is looked at by itself;
     * elsewhere the JDK only answers for input and output together, so all three count as terminals
     * or none.
     *
     * @param descriptor 0, 1 or 2
     */
    static boolean isTerminal(int descriptor) {
        if (Files.isDirectory(DESCRIPTORS)) {
            try {
                String target =
                        Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                                .toString();
                return target.startsWith("/dev/pts/")
                        || target.startsWith("/dev/tty")
                        || target.equals("/dev/console");
            } catch (IOException _) {
                return false;
            }
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
