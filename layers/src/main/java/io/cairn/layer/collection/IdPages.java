package io.cairn.layer.collection;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Lists ids by keys alone, so that a database in another process sends no documents. */
final class IdPages {

    private static final int KEYS_AT_ONCE = 1_000;

    private IdPages() {}

    /** Tells whether nothing that a listing asks for needs a document. */
    static boolean suits(DocumentListing listing) {
        Modes modes = listing.modes();
        return modes.has(Mode.IGNORE_DOCS)
                && !modes.has(Mode.LIB_FILTER)
                && !modes.has(Mode.LUA_FILTER)
                && listing.predicate() == null;
    }

    /** Lists the first documents from an id on, without their contents. */
    static List<Document> list(CollectionRows rows, ReadView view, long startId, int limit) {
        rows.mustExist(view);
        byte[] prefix = rows.documentPrefix();
        byte[] from = rows.documentsFrom(startId).begin();
        List<Document> found = new ArrayList<>();
        boolean more = true;
        while (more && found.size() < limit) {
            int count = Math.min(KEYS_AT_ONCE, limit - found.size());
            List<byte[]> keys =
                    view.listKeys(new ListRequest(from, prefix, count, Modes.of(Mode.INCLUSIVE)))
                            .keys();
            for (byte[] key : keys) {
                found.add(new Document(rows.id(key), Bytes.EMPTY));
            }
            more = keys.size() == count;
            from = more ? Bytes.after(keys.getLast()) : from;
        }
        return found;
    }
}
