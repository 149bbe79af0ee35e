package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

/** The rows of collections as the layout says they are, read without the layer. */
final class RawRows {

    private final Map<String, Tuple> definitions = new HashMap<>();
    private final Map<String, Tuple> counters = new HashMap<>();
    private final Map<String, Map<Long, byte[]>> documents = new HashMap<>();

    /** Rows of indexes: name, number, scalar, id. */
    private final Set<Tuple> indexed = new HashSet<>();

    private RawRows() {}

    /** Checks that the counters count the documents, and that the indexes say what they say. */
    static void check(ReadView view, Keyspace keyspace, Subspace subspace) {
        RawRows rows = new RawRows();
        try (Cursor cursor = view.in(keyspace).scan(KeyRange.all())) {
            while (cursor.next()) {
                rows.read(subspace.unpack(cursor.key()), cursor.value());
            }
        }
        assertThat(rows.counters.keySet()).isEqualTo(rows.definitions.keySet());
        assertThat(rows.definitions.keySet()).containsAll(rows.documents.keySet());
        Set<Tuple> expected = new HashSet<>();
        rows.definitions.forEach(
                (name, definition) -> rows.checkCollection(name, definition, expected));
        assertThat(rows.indexed).isEqualTo(expected);
    }

    private void read(Tuple row, byte[] value) {
        String name = row.string(1);
        switch ((int) row.integer(0)) {
            case 0 -> definitions.put(name, Tuple.unpack(value).tuple(0));
            case 1 -> counters.put(name, Tuple.unpack(value));
            case 2 ->
                    documents
                            .computeIfAbsent(name, _ -> new HashMap<>())
                            .put(row.integer(2), value);
            default -> {
                Tuple entry = row.slice(1, row.size());
                indexed.add(value.length == 0 ? entry : entry.concat(Tuple.unpack(value)));
            }
        }
    }

    private void checkCollection(String name, Tuple definition, Set<Tuple> expected) {
        Map<Long, byte[]> held = documents.getOrDefault(name, Map.of());
        Tuple counted = counters.getOrDefault(name, Tuple.empty());
        assertThat(counted.integer(1)).isEqualTo(held.size());
        held.keySet().forEach(id -> assertThat(id).isBetween(0L, counted.integer(0) - 1));
        for (int i = 0; i < definition.size(); i++) {
            Tuple index = definition.tuple(i);
            JsonPointer pointer = JsonPointer.compile(index.string(1));
            held.forEach((id, content) ->
                    Scalars.at(pointer, JsonMapper.shared().readTree(content))
                            .forEach(scalar ->
                                    expected.add(
                                            Tuple.of(name, index.integer(0))
                                                    .concat(scalar)
                                                    .add(id))));
        }
    }
}
