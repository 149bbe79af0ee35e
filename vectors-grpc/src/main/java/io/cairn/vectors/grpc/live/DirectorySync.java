package io.cairn.vectors.grpc.live;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the names in a directory durable. Stateless. */
final class DirectorySync {

    private DirectorySync() {}

    static void sync(Path directory) throws IOException {
        // Where directories cannot be opened, names are durable without.
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }
}
