package io.cairn.cli.data;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.terminal.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a range as JSON lines, in key order. Used once, by one thread. */
public final class Exporter {

    private final Progress progress;
    private long entries;
    private long bytes;

    /**
     * Creates an export.
     *
     * @param progress moved by the entries written
     */
    public Exporter(Progress progress) {
        this.progress = progress;
    }

    /**
     * Writes every entry of a range.
     *
     * @param view one consistent state
     * @param range the keys to write
     * @param out where to write; neither flushed nor closed
     * @throws IOException when writing fails
     */
    public void run(ReadView view, KeyRange range, OutputStream out) throws IOException {
        try (Cursor cursor = view.scan(range)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                byte[] value = cursor.value();
                out.write((JsonLine.of(key, value) + "\n").getBytes(StandardCharsets.UTF_8));
                entries++;
                bytes += key.length + (long) value.length;
                progress.advance(1);
            }
        }
    }

    /**
     * Returns how much was written.
     *
     * @return a number of entries
     */
    public long entries() {
        return entries;
    }

    /**
     * Returns how much was written.
     *
     * @return the bytes of the keys and values, before they became JSON
     */
    public long bytes() {
        return bytes;
    }
}
