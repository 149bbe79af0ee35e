package io.cairn.hnsw.file;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;

/** Turns what the file system reports into Cairn's exceptions. Stateless. */
final class FileFailures {

    private static final List<String> NO_SPACE =
            List.of("No space left", "Disk quota exceeded", "File too large");
    private static final List<String> PERMISSION =
            List.of("Permission denied", "Operation not permitted", "Read-only file system");

    private FileFailures() {}

    static UnavailableException of(IOException failure, Path file) {
        String status = failure.toString();
        if (NO_SPACE.stream().anyMatch(status::contains)) {
            return new UnavailableException(
                    ErrorCode.NO_SPACE,
                    "the device, quota or file size limit is exhausted; free space and try again",
                    failure,
                    "status",
                    status,
                    "file",
                    file);
        }
        if (failure instanceof AccessDeniedException
                || PERMISSION.stream().anyMatch(status::contains)) {
            return new UnavailableException(
                    ErrorCode.PERMISSION,
                    "the operating system denied access; give this process permission",
                    failure,
                    "status",
                    status,
                    "file",
                    file);
        }
        return new UnavailableException(
                ErrorCode.IO,
                "the file cannot be read or written; see the status",
                failure,
                "status",
                status,
                "file",
                file);
    }
}
