package io.cairn.layer.eav;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.HashSet;
import java.util.Set;

/** The rows of entities as the layout says they are, read without the layer. */
final class RawRows {

    private RawRows() {}

    /** Checks that the index says what the attributes say; returns the attributes. */
    static Set<Tuple> checked(ReadView view, Keyspace keyspace, Subspace subspace) {
        Set<Tuple> attributes = new HashSet<>();
        Set<Tuple> indexed = new HashSet<>();
        try (Cursor cursor = view.in(keyspace).scan(KeyRange.all())) {
            while (cursor.next()) {
                Tuple row = subspace.unpack(cursor.key());
                assertThat(row.size()).isEqualTo(row.integer(0) == 0 ? 3 : 4);
                if (row.integer(0) == 0) {
                    attributes.add(row.slice(1, 3).concat(Tuple.unpack(cursor.value())));
                } else {
                    assertThat(cursor.value()).isEmpty();
                    indexed.add(Tuple.of(row.uuid(3)).concat(row.slice(1, 3)));
                }
            }
        }
        assertThat(indexed).isEqualTo(attributes);
        return attributes;
    }
}
