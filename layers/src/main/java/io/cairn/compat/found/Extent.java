package io.cairn.compat.found;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;

/** How much a range holds, measured by walking it. Stateless. */
final class Extent {

    private Extent() {}

    static long bytes(ReadView view, KeyRange range) {
        long size = 0;
        try (Cursor cursor = view.scan(range)) {
            while (cursor.next()) {
                size += bytes(cursor);
            }
        }
        return size;
    }

    /** Returns the keys at which chunks begin but for the first. */
    static List<byte[]> splitPoints(ReadView view, KeyRange range, long chunkBytes) {
        List<byte[]> points = new ArrayList<>();
        long size = 0;
        try (Cursor cursor = view.scan(range)) {
            while (cursor.next()) {
                if (size >= chunkBytes) {
                    points.add(cursor.key());
                    size = 0;
                }
                size += bytes(cursor);
            }
        }
        return points;
    }

    private static long bytes(Cursor cursor) {
        return cursor.keySegment().byteSize() + cursor.valueSegment().byteSize();
    }
}
