package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.nstore.NStore;
import io.cairn.layer.nstore.RowSource;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of all versions, and what was there at one of them. Immutable, thread-safe. */
final class Past {

    private final Layout layout;
    private final Head head;
    private final NStore live;

    Past(Layout layout, Head head, NStore live) {
        this.layout = layout;
        this.head = head;
        this.live = live;
    }

    Optional<Origin> origin(ReadView view, Version version, Tuple tuple) {
        return head.isNewest(view, version) ? current(view, tuple) : earlier(view, version, tuple);
    }

    /** Where a tuple comes from that is alive now. */
    Optional<Origin> current(ReadView view, Tuple tuple) {
        byte @Nullable [] stored = live.getIn(view, tuple);
        return stored == null
                ? Optional.empty()
                : Optional.of(
                        Stored.parsed("tuple", tuple, () -> Stored.origin(Tuple.unpack(stored))));
    }

    private Optional<Origin> earlier(ReadView view, Version version, Tuple tuple) {
        KeyRange range = layout.historyUpTo(tuple, version);
        ScanOptions last = ScanOptions.all().reverse().limit(1);
        try (Scan scan = new Scan(view, layout.history(), range, last)) {
            return scan.next()
                    ? Optional.of(scan.row(this::entry))
                            .filter(HistoryEntry::added)
                            .map(entry -> new Origin(entry.version(), entry.change()))
                    : Optional.empty();
        }
    }

    private HistoryEntry entry(Tuple key, Tuple value) {
        return new HistoryEntry(
                Version.of(key.integer(layout.columns())), value.uuid(1), Stored.flag(value, 0));
    }

    /** The tuples of a version. */
    RowSource rows(ReadView view, Version version) {
        if (head.isNewest(view, version)) {
            return live.rows(view);
        }
        return (pattern, _) -> {
            KeyRange range = layout.history().range(Matches.leading(pattern));
            Scan events = new Scan(view, layout.history(), range);
            return new HistoryRows(events, layout.columns(), version, pattern);
        };
    }

    List<HistoryEntry> history(ReadView view, Tuple tuple) {
        List<HistoryEntry> entries = new ArrayList<>();
        KeyRange range = layout.history().range(tuple.elements().toArray());
        try (Scan scan = new Scan(view, layout.history(), range)) {
            while (scan.next()) {
                entries.add(scan.row(this::entry));
            }
        }
        return entries;
    }

    /** What the log says of one tuple in one version; null where the version begins. */
    static @Nullable Edit logged(Tuple key, Tuple value) {
        return key.size() == 1 ? null : new Edit(key.slice(1, key.size()), Stored.flag(value, 0));
    }

    /** Additions and removals of a tuple alternate, so two of them cancel out. */
    List<Edit> diff(ReadView view, Version from, Version to) {
        boolean forward = from.compareTo(to) <= 0;
        Version first = forward ? from : to;
        Version last = forward ? to : from;
        head.isNewest(view, last);
        head.isNewest(view, first);
        Map<Tuple, Edit> edits = new LinkedHashMap<>();
        try (Scan scan = new Scan(view, layout.log(), layout.logBetween(first, last))) {
            while (scan.next()) {
                Edit edit = scan.row(Past::logged);
                if (edit != null && edits.remove(edit.tuple()) == null) {
                    edits.put(edit.tuple(), new Edit(edit.tuple(), edit.added() == forward));
                }
            }
        }
        return List.copyOf(edits.values());
    }
}
