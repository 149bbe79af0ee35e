package io.cairn.cli.data;

import io.cairn.cli.exit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the value of a key and removes it, in one transaction. Used once, by one thread. */
@Command(
        name = "take",
        description = "Prints the value of a key and removes the key, in one transaction.")
public final class TakeOperation implements Operation {

    @Mixin KeyOptions keyOptions;

    @Mixin FormatOptions format;

    @Parameters(paramLabel = "KEY", description = "The key.")
    String key;

    /** Creates an operation for picocli to fill. */
    public TakeOperation() {}

    @Override
    public ExitCode run(Target target) {
        byte[] wanted = keyOptions.key(key);
        byte @Nullable [] value = target.view().take(wanted);
        if (value == null) {
            target.streams().err().println("not found: " + Cells.text(wanted));
            return ExitCode.NOT_FOUND;
        }
        format.format.value(target.streams().out(), wanted, value);
        return ExitCode.OK;
    }
}
