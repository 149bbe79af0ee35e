package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the file system reports into Cairn's exceptions. */
final class FileFailure {

    private static final List<String> NO_SPACE =
            List.of("No space left", "quota exceeded", "File too large");
    private static final List<String> PERMISSION =
            List.of("Permission denied", "Operation not permitted", "Read-only file system");

    private FileFailure() {}

    /** Classifies a failed read of a file. */
    static CairnException reading(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InvalidArgumentException(
                    "there is no such file; check the path", "file", file);
        }
        return unavailable(file, e, "the file could not be read; check the device and the path");
    }

    /** Classifies a failed write of a file. */
    static CairnException writing(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InvalidArgumentException(
                    "the target's directory does not exist; make it first", "file", file);
        }
        return unavailable(file, e, "the file could not be written; check the device and the path");
    }

    /** A file that does not hold what its format demands. */
    static CorruptionException format(String text, Path file, @Nullable Object... context) {
        @Nullable Object[] all = new Object[context.length + 2];
        all[0] = "file";
        all[1] = file;
        System.arraycopy(context, 0, all, 2, context.length);
        return new CorruptionException(ErrorCode.FORMAT, text, null, all);
    }

    /** A file whose end was cut off after it had been opened. */
    static CorruptionException shortened(Path file, long expected, long actual) {
        return format(
                "the file became shorter while it was being read; leave it alone until the end",
                file,
                "bytes",
                actual,
                "bytes before",
                expected);
    }

    private static UnavailableException unavailable(Path file, IOException e, String text) {
        String status = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException || PERMISSION.stream().anyMatch(status::contains)) {
            return unavailable(
                    ErrorCode.PERMISSION,
                    "the operating system denied access to the file; change its permissions",
                    file,
                    e);
        }
        if (NO_SPACE.stream().anyMatch(status::contains)) {
            return unavailable(
                    ErrorCode.NO_SPACE,
                    "the device, quota or file size limit is exhausted; free space and try again",
                    file,
                    e);
        }
        return unavailable(ErrorCode.IO, text, file, e);
    }

    private static UnavailableException unavailable(
            ErrorCode code, String text, Path file, IOException e) {
        return new UnavailableException(code, text, e, "file", file, "status", e);
    }
}
