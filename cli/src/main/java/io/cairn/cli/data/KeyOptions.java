package io.cairn.cli.data;

import io.cairn.bytes.Bytes;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.util.HexFormat;
import picocli.CommandLine.Option;

/**
 * How keys and values on the command line become bytes: UTF-8 text, or hex when they begin with 0x.
 * Used by one thread.
 */
public final class KeyOptions {

    private static final String HEX_MARK = "0x";
    private static final char UNDECODABLE = '\uFFFD';

    @Option(
            names = "--hex",
            description = "Keys and values on the command line are hex, with or without 0x.")
    boolean hex;

    @Option(
            names = "--literal",
            description =
                    "Keys and values on the command line are text, also those that begin with 0x.")
    boolean literal;

    /** Creates options for picocli to fill. */
    public KeyOptions() {}

    /**
     * Reads a key.
     *
     * @param argument what stands on the command line
     * @return its bytes, at least one
     * @throws CliException when it is empty, not hex where hex is asked for, or was not decodable
     */
    public byte[] key(String argument) {
        byte[] key = bytes(argument);
        if (key.length == 0) {
            throw new CliException(
                    ExitCode.USAGE, "a key must not be empty; give at least one byte");
        }
        return key;
    }

    /**
     * Reads a value, a prefix or a bound.
     *
     * @param argument what stands on the command line
     * @return its bytes
     * @throws CliException when it is not hex where hex is asked for, or was not decodable
     */
    public byte[] bytes(String argument) {
        if (hex && literal) {
            throw new CliException(
                    ExitCode.USAGE, "--hex and --literal exclude each other; give one of them");
        }
        boolean marked = argument.startsWith(HEX_MARK);
        if (hex || (marked && !literal)) {
            return parseHex(marked ? argument.substring(HEX_MARK.length()) : argument, argument);
        }
        if (argument.indexOf(UNDECODABLE) >= 0) {
            throw new CliException(
                    ExitCode.USAGE,
                    "'"
                            + argument
                            + "' has characters that this locale cannot decode; set LC_ALL=C.UTF-8 or give it as 0x...");
        }
        return Bytes.utf8(argument);
    }

    private static byte[] parseHex(String digits, String argument) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException _) {
            throw new CliException(
                    ExitCode.USAGE,
                    "'"
                            + argument
                            + "' is not hex; give an even number of digits 0-9 a-f, or --literal for text that begins with 0x");
        }
    }
}
