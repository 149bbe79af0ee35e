package io.cairn.layer.collection;

import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.bytes.Bytes;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What documents that change together change in one index. What counts for uniqueness is how it is
 * in the end: documents may exchange their values. Used by one thread, for one change.
 */
final class IndexChange {

    private static final int SHOWN_CHARACTERS = 100;

    private final IndexRows rows;
    private final List<Entry> written = new ArrayList<>();
    private final List<byte[]> removed = new ArrayList<>();

    /** In a unique index, who gives a value up and who takes it. */
    private final Map<Tuple, Long> leaving = new HashMap<>();

    private final Map<Tuple, Long> arriving = new LinkedHashMap<>();

    IndexChange(IndexRows rows) {
        this.rows = rows;
    }

    /** Notes what a document was and becomes; null when it is not there. Once for a document. */
    void change(long id, @Nullable JsonNode before, @Nullable JsonNode after) {
        Set<Tuple> old = scalars(before);
        Set<Tuple> now = scalars(after);
        for (Tuple scalar : now) {
            if (!old.contains(scalar)) {
                arrive(scalar, id);
            }
        }
        for (Tuple scalar : old) {
            if (!now.contains(scalar)) {
                leave(scalar, id);
            }
        }
    }

    private Set<Tuple> scalars(@Nullable JsonNode document) {
        return document == null ? Set.of() : Scalars.at(rows.index().pointer(), document);
    }

    private void arrive(Tuple scalar, long id) {
        if (!rows.unique()) {
            written.add(new Entry(rows.row(scalar, id), Bytes.EMPTY));
            return;
        }
        Long other = arriving.putIfAbsent(scalar, id);
        if (other != null) {
            throw notUnique(scalar, other, id);
        }
    }

    private void leave(Tuple scalar, long id) {
        if (rows.unique()) {
            leaving.put(scalar, id);
        } else {
            removed.add(rows.row(scalar, id));
        }
    }

    /**
     * Says what is to be written and removed.
     *
     * @throws CollectionException when a value would stand for two documents
     */
    void collect(ReadView view, List<Entry> allWritten, List<byte[]> allRemoved) {
        List<byte[]> keys = arriving.keySet().stream().map(each -> rows.row(each, 0)).toList();
        List<byte @Nullable []> owners = view.getAll(keys);
        int i = 0;
        for (Map.Entry<Tuple, Long> each : arriving.entrySet()) {
            byte[] owner = owners.get(i);
            if (owner != null) {
                long other = CollectionRows.id(owner, 0);
                if (!Long.valueOf(other).equals(leaving.get(each.getKey()))) {
                    throw notUnique(each.getKey(), other, each.getValue());
                }
            }
            allWritten.add(new Entry(keys.get(i), IndexRows.id(each.getValue())));
            i++;
        }
        leaving.forEach((scalar, id) -> {
            if (!arriving.containsKey(scalar)) {
                allRemoved.add(rows.row(scalar, id));
            }
        });
        allWritten.addAll(written);
        allRemoved.addAll(removed);
    }

    private CollectionException notUnique(Tuple scalar, long present, long refused) {
        String value = String.valueOf(Scalars.value(scalar));
        return new CollectionException(
                Reason.NOT_UNIQUE,
                "a unique index has this value for another document; nothing was written",
                "index",
                rows.index().index().pointer(),
                "value",
                value.substring(0, Math.min(SHOWN_CHARACTERS, value.length())),
                "present",
                present,
                "refused",
                refused);
    }
}
