package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of what changes have read: which columns a pattern binds, and to what. A tuple is within
 * a recorded read exactly when its own elements in those columns make a row that is there, so
 * neither side is ever held in memory whole. Immutable, thread-safe.
 */
final class RecordedReads {

    private static final int BATCH_KEYS = 1024;

    private final Layout layout;

    RecordedReads(Layout layout) {
        this.layout = layout;
    }

    void record(WriteView view, UUID change, Pattern pattern) {
        @Nullable Object[] elements = new Object[pattern.columns()];
        Arrays.setAll(
                elements,
                column -> pattern.term(column) instanceof Variable ? null : pattern.term(column));
        byte[] key = key(change, Matches.mask(pattern), Tuple.of(elements));
        view.put(key, Bytes.EMPTY);
    }

    /** The row of a mask and the elements that a tuple has in its columns. */
    private byte[] key(UUID change, int mask, Tuple tuple) {
        List<@Nullable Object> elements = new ArrayList<>();
        elements.add(mask);
        for (int column = 0; column < tuple.size(); column++) {
            if ((mask & 1 << column) != 0) {
                elements.add(tuple.get(column));
            }
        }
        return layout.reads(change).pack(Tuple.from(elements));
    }

    void clear(WriteView view, UUID change) {
        view.deleteRange(layout.reads(change).range());
    }

    /** The tuples that versions after one, up to another, have changed and that were read. */
    List<Tuple> changedSince(ReadView view, UUID change, Version base, Version newest, int limit) {
        List<Integer> masks = masks(view, change);
        Set<Tuple> found = new LinkedHashSet<>();
        if (masks.isEmpty()) {
            return List.of();
        }
        int batch = Math.max(1, BATCH_KEYS / masks.size());
        List<Tuple> changed = new ArrayList<>();
        try (Scan scan = new Scan(view, layout.log(), layout.logBetween(base, newest))) {
            while (found.size() < limit && scan.next()) {
                Edit edit = scan.row(Past::logged);
                if (edit != null) {
                    changed.add(edit.tuple());
                }
                if (changed.size() == batch) {
                    collectRead(view, change, masks, changed, found);
                    changed.clear();
                }
            }
        }
        collectRead(view, change, masks, changed, found);
        return found.stream().limit(limit).toList();
    }

    private void collectRead(
            ReadView view, UUID change, List<Integer> masks, List<Tuple> tuples, Set<Tuple> to) {
        List<byte[]> keys = new ArrayList<>();
        for (Tuple tuple : tuples) {
            for (int mask : masks) {
                keys.add(key(change, mask, tuple));
            }
        }
        BitSet read = view.existsAll(keys);
        read.stream().forEach(i -> to.add(tuples.get(i / masks.size())));
    }

    /** The masks in use, found by skipping from one to the next. */
    private List<Integer> masks(ReadView view, UUID change) {
        List<Integer> masks = new ArrayList<>();
        Subspace reads = layout.reads(change);
        KeyRange rest = reads.range();
        while (true) {
            try (Scan scan = new Scan(view, reads, rest, ScanOptions.all().limit(1))) {
                if (!scan.next()) {
                    return masks;
                }
                int mask = scan.row((key, _) -> Math.toIntExact(key.integer(0)));
                masks.add(mask);
                rest = rest.startingAt(reads.key(mask + 1));
            }
        }
    }
}
