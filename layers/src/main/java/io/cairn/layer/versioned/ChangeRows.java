package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of changes and of their edits. Immutable, thread-safe. */
final class ChangeRows {

    /** Those with a version first, in the order of versions, then the open ones. */
    private static final Comparator<ChangeInfo> APPLIED_FIRST =
            Comparator.comparing(
                    ChangeInfo::applied, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Layout layout;

    ChangeRows(Layout layout) {
        this.layout = layout;
    }

    Optional<ChangeInfo> find(ReadView view, UUID id) {
        byte[] key = layout.change(id);
        byte @Nullable [] stored = view.get(key);
        return stored == null
                ? Optional.empty()
                : Optional.of(Stored.value(key, stored, value -> info(id, value)));
    }

    private static ChangeInfo info(UUID id, Tuple value) {
        return new ChangeInfo(
                id,
                Version.of(value.integer(0)),
                value.string(1),
                value.get(2) == null ? null : Version.of(value.integer(2)));
    }

    List<ChangeInfo> all(ReadView view) {
        List<ChangeInfo> all = new ArrayList<>();
        try (Scan scan = new Scan(view, layout.changes(), layout.changes().range())) {
            while (scan.next()) {
                all.add(scan.row((key, value) -> info(key.uuid(0), value)));
            }
        }
        all.sort(APPLIED_FIRST);
        return all;
    }

    /** The least of a version and the bases of open changes. */
    Version leastBase(ReadView view, Version version) {
        Version least = version;
        try (Scan scan = new Scan(view, layout.changes(), layout.changes().range())) {
            while (scan.next()) {
                ChangeInfo info = scan.row((key, value) -> info(key.uuid(0), value));
                if (info.applied() == null && info.base().compareTo(least) < 0) {
                    least = info.base();
                }
            }
        }
        return least;
    }

    void put(WriteView view, ChangeInfo info) {
        Version applied = info.applied();
        Tuple value =
                Tuple.of(
                        info.base().element(),
                        info.message(),
                        applied == null ? null : applied.element());
        view.put(layout.change(info.id()), value.pack());
    }

    /**
     * Returns a change that is there.
     *
     * @throws TransactionStateException when it is not
     */
    ChangeInfo existing(ReadView view, UUID id) {
        return find(view, id)
                .orElseThrow(() ->
                        new TransactionStateException(
                                "there is no such change: it was discarded, or the"
                                        + " transaction that began it was not committed",
                                "change",
                                id));
    }

    /**
     * Returns a change that can still be edited.
     *
     * @throws TransactionStateException when there is none
     */
    ChangeInfo open(ReadView view, UUID id) {
        ChangeInfo info = existing(view, id);
        if (info.applied() != null) {
            throw new TransactionStateException(
                    "the change has been applied; begin another",
                    "change",
                    id,
                    "version",
                    info.applied());
        }
        return info;
    }

    void edit(WriteView view, UUID id, Edit edit) {
        view.put(layout.edits(id).pack(edit.tuple()), Stored.edit(edit.added()));
    }

    Optional<Boolean> edited(ReadView view, UUID id, Tuple tuple) {
        byte[] key = layout.edits(id).pack(tuple);
        byte @Nullable [] stored = view.get(key);
        return stored == null
                ? Optional.empty()
                : Optional.of(Stored.value(key, stored, value -> Stored.flag(value, 0)));
    }

    /** Opens a scan of edits whose tuples begin with some elements; the caller closes it. */
    Scan scan(ReadView view, UUID id, @Nullable Object... leading) {
        Subspace edits = layout.edits(id);
        return new Scan(view, edits, edits.range(leading));
    }

    static Edit edit(Tuple key, Tuple value) {
        return new Edit(key, Stored.flag(value, 0));
    }

    List<Edit> edits(ReadView view, UUID id) {
        List<Edit> edits = new ArrayList<>();
        try (Scan scan = scan(view, id)) {
            while (scan.next()) {
                edits.add(scan.row(ChangeRows::edit));
            }
        }
        return edits;
    }

    void remove(WriteView view, UUID id) {
        view.deleteRange(layout.edits(id).range());
        view.delete(layout.change(id));
    }
}
