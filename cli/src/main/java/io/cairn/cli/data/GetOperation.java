package io.cairn.cli.data;

import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the values of keys; with several keys, keys and values. Used once, by one thread. */
@Command(
        name = "get",
        description = "Prints the value of a key, or keys and values when several keys are given.",
        footer = {
            "",
            "Examples:",
            "  cairn get --db rocksdb:/var/lib/shop users/alice",
            "  cairn get --db rocksdb:/var/lib/shop --format json users/alice users/bob",
            "  cairn get --db rocksdb:/var/lib/shop --hex 00000000000000ff",
            "  cairn get --db rocksdb:/var/lib/shop photos/1 --out photo.jpg",
        })
public final class GetOperation implements Operation {

    @Mixin KeyOptions keyOptions;

    @Mixin FormatOptions format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write the bytes of the one value to a new file, unchanged; - for standard output.")
    @Nullable String out;

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "The keys.")
    List<String> keys;

    /** Creates an operation for picocli to fill. */
    public GetOperation() {}

    @Override
    public ExitCode run(Target target) throws IOException {
        List<byte[]> wanted = keys.stream().map(keyOptions::key).toList();
        if (out != null && wanted.size() != 1) {
            throw new CliException(
                    ExitCode.USAGE, "--out takes one key; give one, or leave --out away");
        }
        List<byte @Nullable []> values = target.view().getAll(wanted);
        ExitCode code = ExitCode.OK;
        for (int i = 0; i < wanted.size(); i++) {
            byte @Nullable [] value = values.get(i);
            if (value == null) {
                target.streams().err().println("not found: " + Cells.text(wanted.get(i)));
                code = ExitCode.NOT_FOUND;
            } else if (out != null) {
                writeOut(out, value, target);
            } else if (wanted.size() == 1) {
                format.format.value(target.streams().out(), wanted.get(i), value);
            } else {
                format.format.entry(target.streams().out(), wanted.get(i), value);
            }
        }
        return code;
    }

    private static void writeOut(String out, byte[] value, Target target) throws IOException {
        if (out.equals("-")) {
            target.streams().out().write(value);
        } else {
            Files.write(
                    Path.of(out), value, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
