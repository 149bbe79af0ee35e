package io.cairn.layer.versioned;

import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the tuples that are alive, in all orders of columns. Immutable, thread-safe. */
final class Live {

    private final Layout layout;

    Live(Layout layout) {
        this.layout = layout;
    }

    boolean alive(ReadView view, Tuple tuple) {
        return view.exists(layout.live(tuple));
    }

    BitSet alive(ReadView view, List<Tuple> tuples) {
        return view.existsAll(tuples.stream().map(layout::live).toList());
    }

    Optional<Origin> origin(ReadView view, Tuple tuple) {
        byte[] key = layout.live(tuple);
        byte @Nullable [] stored = view.get(key);
        return stored == null
                ? Optional.empty()
                : Optional.of(Stored.value(key, stored, Stored::origin));
    }

    List<Tuple> select(ReadView view, Pattern pattern, int limit) {
        if (pattern.isExact()) {
            return limit > 0 && alive(view, pattern.tuple()) ? List.of(pattern.tuple()) : List.of();
        }
        int order = layout.orders().indexFor(pattern.mask());
        Subspace subspace = layout.live(order);
        KeyRange range = subspace.range(pattern.bound(layout.orders().order(order)));
        List<Tuple> found = new ArrayList<>();
        try (Scan scan = new Scan(view, subspace, range)) {
            while (found.size() < limit && scan.next()) {
                Tuple tuple = scan.row((key, _) -> layout.restored(order, key));
                if (pattern.matches(tuple)) {
                    found.add(tuple);
                }
            }
        }
        return found;
    }

    void entries(Tuple tuple, Origin origin, List<Entry> to) {
        byte[] value = Stored.origin(origin);
        for (byte[] key : keys(tuple)) {
            to.add(new Entry(key, value));
        }
    }

    List<byte[]> keys(Tuple tuple) {
        List<byte[]> keys = new ArrayList<>();
        for (int order = 0; order < layout.orders().count(); order++) {
            keys.add(layout.live(order, tuple));
        }
        return keys;
    }
}
