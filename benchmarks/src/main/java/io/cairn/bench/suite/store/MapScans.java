package io.cairn.bench.suite.store;

import io.cairn.bench.suite.data.Audit;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;

/** Scans of sorted maps, whose entries are arrays that belong to the map. Stateless. */
final class MapScans {

    private MapScans() {}

    /** Reads up to the scan's limit; arrays are cloned unless they may be lent. */
    static void run(NavigableMap<byte[], byte[]> map, Scan scan, Audit audit) {
        Iterator<Map.Entry<byte[], byte[]>> entries = range(map, scan).entrySet().iterator();
        for (long left = scan.limit(); left > 0 && entries.hasNext(); left--) {
            Map.Entry<byte[], byte[]> entry = entries.next();
            if (scan.lent()) {
                audit.entry(entry.getKey(), entry.getValue());
            } else {
                audit.entry(entry.getKey().clone(), entry.getValue().clone());
            }
        }
    }

    private static Map<byte[], byte[]> range(NavigableMap<byte[], byte[]> map, Scan scan) {
        byte[] begin = scan.begin();
        byte[] end = scan.end();
        if (begin == null) {
            return scan.reverse() ? map.descendingMap() : map;
        }
        return end == null ? map.tailMap(begin, true) : map.subMap(begin, true, end, false);
    }
}
