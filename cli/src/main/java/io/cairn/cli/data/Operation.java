package io.cairn.cli.data;

import io.cairn.cli.exit.ExitCode;
import java.io.IOException;

/**
 * What one data command does once there is something to do it on; the command line runs it on a
 * database, the shell also inside a transaction. Its options are read by picocli into its fields;
 * used once, by one thread.
 */
public interface Operation {

    /**
     * Does the work.
     *
     * @param target where to read and write, and where to print
     * @return how the command ends
     * @throws IOException when standard input, a file or standard output fails
     * @throws io.cairn.cli.exit.CliException when the request makes no sense
     */
    ExitCode run(Target target) throws IOException;
}
