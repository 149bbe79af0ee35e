package io.cairn.ipc.server.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * The user that this process runs as. Immutable.
 *
 * @param uid the user's number
 * @param principal the user as the JDK names owners of files
 */
record OwnUser(long uid, UserPrincipal principal) {

    /** Finds out from the owner of something that belongs to this process. */
    static OwnUser find() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return ownerOf(process);
        }
        Path made = Files.createTempFile("cairn", null);
        try {
            return ownerOf(made);
        } finally {
            Files.delete(made);
        }
    }

    boolean owns(Path file) throws IOException {
        return principal.equals(Files.getOwner(file));
    }

    private static OwnUser ownerOf(Path file) throws IOException {
        int uid = (int) Files.getAttribute(file, "unix:uid");
        return new OwnUser(Integer.toUnsignedLong(uid), Files.getOwner(file));
    }
}
