package io.cairn.hnsw.file;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Explains the error that the JVM throws when a page of a mapped file cannot be had. Stateless. */
final class MappedFaults {

    private MappedFaults() {}

    /**
     * Returns what is wrong with a file. An error that is about something else is thrown.
     *
     * @param fault what reading mapped memory threw
     * @param fileBytes the length that was mapped
     */
    static CairnException explain(InternalError fault, Path path, long fileBytes) {
        String message = fault.getMessage();
        if (message == null || !message.contains("unsafe memory access")) {
            throw fault;
        }
        try {
            long now = Files.size(path);
            if (now < fileBytes) {
                return new Damage(path)
                        .field(
                                "the file was cut short while it was open; restore it and open it"
                                        + " again",
                                HeaderField.FILE_BYTES.label(),
                                "expected",
                                fileBytes,
                                "actual",
                                now);
            }
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
        return new UnavailableException(
                ErrorCode.IO,
                "a page of the file could not be read; see what the system's log says about the"
                        + " device",
                fault,
                "file",
                path);
    }
}
