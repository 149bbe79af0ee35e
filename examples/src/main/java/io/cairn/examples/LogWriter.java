package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.io.PrintStream;

/**
 * Writes a log for {@link LogReader}, which is another process: both are clients of one server.
 * Stateless.
 */
public final class LogWriter {

    static final int ENTRIES = 1_000;

    /** Put when everything before it has been put, so that a reader knows when to begin. */
    static final byte[] END = utf8("log-end");

    private LogWriter() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL, such as {@code ipc:data/cairn.sock}
     */
    public static void main(String[] args) {
        run(args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        // @start region=log-writer
        try (Database db = Cairn.open(url)) { // ipc:data/cairn.sock
            for (int i = 0; i < ENTRIES; i++) {
                db.put(utf8("log:" + i), utf8("entry_" + i));
            }
            db.put(END, utf8(Integer.toString(ENTRIES)));
        }
        // @end
        out.println("wrote " + ENTRIES + " log entries");
    }
}
