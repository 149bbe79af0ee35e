package io.cairn.storage.rocksdb;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns what RocksDB and the file system report into Cairn's exceptions. Immutable. */
final class Failures {

    private static final List<String> NO_SPACE =
            List.of("No space left", "Disk quota exceeded", "File too large");
    private static final List<String> PERMISSION =
            List.of("Permission denied", "Operation not permitted", "Read-only file system");

    private final Path directory;

    Failures(Path directory) {
        this.directory = directory;
    }

    CairnException of(RocksDBException e, String doing) {
        Status status = e.getStatus();
        String text = String.valueOf(e.getMessage());
        if (status == null) {
            return of(text, doing, e);
        }
        if (status.getCode() == Status.Code.Corruption) {
            return corrupt(text, doing, e);
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return unavailable(ErrorCode.NO_SPACE, text, doing, e);
        }
        return of(text, doing, e);
    }

    /** Classifies a status as the C functions report it: its text only. */
    CairnException of(String status, String doing) {
        return of(status, doing, null);
    }

    CairnException of(IOException e, String doing) {
        if (e instanceof AccessDeniedException) {
            return unavailable(ErrorCode.PERMISSION, e.toString(), doing, e);
        }
        return of(e.toString(), doing, e);
    }

    private CairnException of(String status, String doing, @Nullable Throwable cause) {
        if (status.startsWith("Corruption")) {
            return corrupt(status, doing, cause);
        }
        if (NO_SPACE.stream().anyMatch(status::contains)) {
            return unavailable(ErrorCode.NO_SPACE, status, doing, cause);
        }
        if (PERMISSION.stream().anyMatch(status::contains)) {
            return unavailable(ErrorCode.PERMISSION, status, doing, cause);
        }
        return unavailable(ErrorCode.IO, status, doing, cause);
    }

    private CairnException corrupt(String status, String doing, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "RocksDB found damaged data; restore a backup, or copy out what can still be read",
                cause,
                "while",
                doing,
                "status",
                status,
                "directory",
                directory);
    }

    private CairnException unavailable(
            ErrorCode code, String status, String doing, @Nullable Throwable cause) {
        String text =
                switch (code) {
                    case NO_SPACE ->
                            "the device, quota or file size limit is exhausted; free space and open the"
                                    + " database again";
                    case PERMISSION ->
                            "the operating system denied access; give this process read and write"
                                    + " permission";
                    default -> "RocksDB or the file system reported an input/output error";
                };
        return new UnavailableException(
                code, text, cause, "while", doing, "status", status, "directory", directory);
    }
}
