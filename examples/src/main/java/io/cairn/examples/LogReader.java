package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Waits until {@link LogWriter}, which is another process, has written its log, and counts the
 * entries. Nothing is polled: the server answers when the key is there. Stateless.
 */
public final class LogReader {

    private LogReader() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL, such as {@code ipc:data/cairn.sock}
     * @throws InterruptedException when the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        run(args[0], System.out);
    }

    static void run(String url, PrintStream out) throws InterruptedException {
        // @start region=log-reader
        try (Database db = Cairn.open(url)) {
            if (db.await(LogWriter.END, Modes.none(), Duration.ofMinutes(1)).isEmpty()) {
                throw new IllegalStateException("nobody has written the log within a minute");
            }
            int found = 0;
            try (Cursor log = db.scan(KeyRange.prefix(utf8("log:")))) {
                while (log.next()) {
                    found++;
                }
            }
            out.println("found " + found + " log entries");
        }
        // @end
    }
}
