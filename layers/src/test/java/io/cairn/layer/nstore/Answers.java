package io.cairn.layer.nstore;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;

/** What stores answer and hold, in lists. */
final class Answers {

    private Answers() {}

    static List<Binding> all(BindingCursor cursor) {
        List<Binding> all = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                all.add(cursor.binding());
            }
        }
        return all;
    }

    static List<Binding> to(NStore store, TransactionScope scope, Pattern... patterns) {
        return all(store.query(scope, patterns));
    }

    static long rawKeys(Database db, Keyspace keyspace) {
        return db.in(keyspace).count(KeyRange.all());
    }
}
