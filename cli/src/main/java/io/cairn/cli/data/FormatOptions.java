package io.cairn.cli.data;

import picocli.CommandLine.Option;

/** The choice of output format. Used by one thread. */
public final class FormatOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description =
                    "text (0x... where not printable), hex, or json lines; default text. What text prints can be given back as an argument.")
    Format format;

    /** Creates options for picocli to fill. */
    public FormatOptions() {}
}
