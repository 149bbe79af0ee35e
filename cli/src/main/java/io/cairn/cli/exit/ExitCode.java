package io.cairn.cli.exit;

import io.cairn.error.CairnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** What the process tells its caller; the only table of exit codes. Numbers are stable. */
public enum ExitCode {
    /** It worked. */
    OK(0, "done"),
    /**
     * The key is absent, the condition of a put does not hold, or a verification found differences.
     */
    NOT_FOUND(1, "key not found, condition of a put not met, or verification failed"),
    /** The command line is wrong; nothing was done. */
    USAGE(2, "wrong command line; nothing was done"),
    /** The environment refused: no such database or file, locked, no permission, disk full. */
    UNAVAILABLE(
            3, "database or file missing, locked by another process, not permitted, or disk full"),
    /** Stored data is damaged or of a foreign format. */
    CORRUPT(4, "stored data is damaged or of an unknown format"),
    /** The request was refused: conflict, limit, bad input line, unsupported operation. */
    REFUSED(5, "request refused: conflict, limit, bad input line, or not supported by the engine"),
    /** An error of the program itself. */
    INTERNAL(70, "internal error; run again with --debug and report it");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /**
     * Returns the number the process exits with.
     *
     * @return 0 to 127
     */
    public int number() {
        return number;
    }

    /**
     * Returns the line for help texts.
     *
     * @return a short phrase
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Finds the code that an error ends the process with.
     *
     * @param error whatever a command threw
     * @return the code; INTERNAL when the error is not one of ours and not about files
     */
    public static ExitCode of(Throwable error) {
        return switch (error) {
            case CliException cli -> cli.exitCode();
            case CairnException cairn ->
                    switch (cairn.kind()) {
                        case RETRY, INVALID, VETOED, TIMEOUT -> REFUSED;
                        case UNAVAILABLE, UNKNOWN_OUTCOME, CLOSED -> UNAVAILABLE;
                        case CORRUPT -> CORRUPT;
                    };
            case IOException _ -> UNAVAILABLE;
            case UncheckedIOException _ -> UNAVAILABLE;
            default -> INTERNAL;
        };
    }

    /**
     * Describes an error in one line.
     *
     * @param error whatever a command threw
     * @return the message without line breaks; of an error that is not ours, with its type
     */
    public static String describe(Throwable error) {
        String message = String.valueOf(error.getMessage());
        String text =
                switch (error) {
                    case CliException _ -> message;
                    case CairnException _ -> message;
                    case FileSystemException file -> fileProblem(file);
                    case UncheckedIOException io
                            when io.getCause() instanceof FileSystemException file ->
                            fileProblem(file);
                    case UncheckedIOException _, IOException _ ->
                            "input or output failed: " + message;
                    default -> "unexpected " + error.getClass().getSimpleName() + ": " + message;
                };
        return oneLine(text);
    }

    /**
     * Joins lines.
     *
     * @param text a message
     * @return the same without line breaks
     */
    public static String oneLine(String text) {
        return text.replaceAll("\\R\\s*", " ");
    }

    /**
     * Returns the table for help texts.
     *
     * @return one line for each code, number first
     */
    public static List<String> table() {
        List<String> lines = new ArrayList<>();
        for (ExitCode code : values()) {
            lines.add(String.format("%4d  %s", code.number, code.meaning));
        }
        return lines;
    }

    private static String fileProblem(FileSystemException file) {
        String what =
                switch (file) {
                    case java.nio.file.NoSuchFileException _ ->
                            "no such file or directory; check the path";
                    case java.nio.file.AccessDeniedException _ ->
                            "access denied; check the permissions of the file and of its directory";
                    case java.nio.file.FileAlreadyExistsException _ ->
                            "it exists already; choose another path";
                    case java.nio.file.DirectoryNotEmptyException _ -> "the directory is not empty";
                    default -> String.valueOf(file.getReason());
                };
        return file.getFile() + ": " + what;
    }
}
