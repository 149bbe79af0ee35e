package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Collections on a store; closing them checks that all rows fit together. */
record OpenCollections(OpenStore store, Keyspace keyspace, Collections collections)
        implements AutoCloseable {

    static final Subspace SUBSPACE = Subspace.of("collections");

    static OpenCollections on(Store store, Path directory) {
        OpenStore open = store.open(directory);
        Keyspace keyspace = open.db().keyspace("documents");
        return new OpenCollections(open, keyspace, new Collections(keyspace, SUBSPACE));
    }

    Database db() {
        return store.db();
    }

    Collection created(String name, Index... indexes) {
        return collections.create(db(), name, indexes);
    }

    long rawKeys() {
        return db().in(keyspace).count(KeyRange.all());
    }

    static byte[] bytes(String text) {
        return Bytes.utf8(text);
    }

    static List<byte[]> all(String... texts) {
        return Arrays.stream(texts).map(Bytes::utf8).toList();
    }

    static Document document(long id, String text) {
        return new Document(id, Bytes.utf8(text));
    }

    static @Nullable String text(Optional<byte[]> content) {
        return content.map(Bytes::text).orElse(null);
    }

    static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CollectionException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Override
    public void close() {
        RawRows.check(db(), keyspace, SUBSPACE);
        store.close();
    }
}
