package io.cairn.cli.data;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the value of a key. Used once, by one thread. */
@Command(
        name = "put",
        description = "Sets the value of a key.",
        footer = {
            "",
            "Examples:",
            "  cairn put --db rocksdb:/var/lib/shop users/alice '{\"name\":\"Alice\"}'",
            "  cairn put --db rocksdb:/var/lib/shop photos/1 --file photo.jpg",
            "  date | cairn put --db rocksdb:/var/lib/shop log/last --file -",
            "  cairn put --db rocksdb:/var/lib/shop --if-absent lock/nightly host-1",
            "  cairn put --db rocksdb:/var/lib/shop 0x0001 0xcafe",
        })
public final class PutOperation implements Operation {

    private static final int INPUT_BYTES_MAX = 256 * 1024 * 1024;

    @Mixin KeyOptions keyOptions;

    @ArgGroup(exclusive = true)
    @Nullable Condition condition;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Take the value from a file; - for standard input.")
    @Nullable String file;

    @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
    String key;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "The value; may be empty.")
    @Nullable String value;

    /** Creates an operation for picocli to fill. */
    public PutOperation() {}

    /** When to write, and how. */
    static final class Condition {

        @Option(
                names = "--if-absent",
                description = "Write only when the key is absent; otherwise exit with 1.")
        boolean ifAbsent;

        @Option(
                names = "--if-present",
                description = "Write only when the key is present; otherwise exit with 1.")
        boolean ifPresent;

        @Option(names = "--append", description = "Append to the present value.")
        boolean append;

        Modes modes() {
            if (append) {
                return Modes.of(Mode.APPEND);
            }
            return Modes.of(ifAbsent ? Mode.NEW_ONLY : Mode.EXIST_ONLY);
        }
    }

    @Override
    public ExitCode run(Target target) throws IOException {
        byte[] keyBytes = keyOptions.key(key);
        byte[] valueBytes = valueBytes(target);
        PutOutcome outcome =
                target.view()
                        .put(
                                keyBytes,
                                valueBytes,
                                condition == null ? Modes.none() : condition.modes());
        switch (outcome) {
            case WRITTEN -> {
                return ExitCode.OK;
            }
            case ALREADY_PRESENT ->
                    target.streams()
                            .err()
                            .println("not written, the key is present: " + Cells.text(keyBytes));
            case ABSENT ->
                    target.streams()
                            .err()
                            .println("not written, the key is absent: " + Cells.text(keyBytes));
        }
        return ExitCode.NOT_FOUND;
    }

    private byte[] valueBytes(Target target) throws IOException {
        if ((value == null) == (file == null)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "give the value either as an argument after the key or with --file FILE (- for standard input)");
        }
        if (value != null) {
            return keyOptions.bytes(value);
        }
        if (file.equals("-")) {
            return limited(target.streams().in(), "standard input");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return limited(in, file);
        }
    }

    private static byte[] limited(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(INPUT_BYTES_MAX + 1);
        if (bytes.length > INPUT_BYTES_MAX) {
            throw new CliException(
                    ExitCode.REFUSED,
                    name
                            + " is longer than "
                            + INPUT_BYTES_MAX
                            + " bytes; split it over several keys");
        }
        return bytes;
    }
}
