package io.cairn.storage.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names in a directory at one moment: opening a database asks for several of them, and listing
 * takes longer than all else that it does with the directory. Immutable.
 *
 * @param directory the directory
 * @param names the names of what is in it, in no order
 */
record Listing(Path directory, List<String> names) {

    private static final String LOG_ENDING = ".log";
    private static final String TABLE_ENDING = ".sst";

    /** Looked for only where the ending is right, as most files are no logs. */
    private static final Pattern LOG_NAME = Pattern.compile("\\d+\\.log");

    /** Reads a directory; one that does not exist is empty. */
    static Listing of(Path directory) throws IOException {
        String[] names = directory.toFile().list();
        if (names == null && Files.isDirectory(directory)) {
            // This way of listing does not say what went wrong.
            Files.newDirectoryStream(directory).close();
            throw new IOException(directory + " cannot be listed");
        }
        return new Listing(directory, names == null ? List.of() : List.of(names));
    }

    boolean has(String name) {
        return names.contains(name);
    }

    int tables() {
        int tables = 0;
        for (String name : names) {
            tables += name.endsWith(TABLE_ENDING) ? 1 : 0;
        }
        return tables;
    }

    /** Returns the log files, oldest first. */
    List<Path> logs() {
        List<Path> logs = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(LOG_ENDING) && LOG_NAME.matcher(name).matches()) {
                logs.add(directory.resolve(name));
            }
        }
        logs.sort(Comparator.comparingLong(LogDirectory::number));
        return logs;
    }
}
