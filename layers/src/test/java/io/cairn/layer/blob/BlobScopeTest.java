package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.error.ConflictException;
import io.cairn.error.LimitException;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs as parts of transactions, and read from states that are held. */
class BlobScopeTest {

    private static final byte[] OTHER_KEY = Bytes.utf8("other");

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void operationsAreOneTransactionTogether(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId old = blobs.put(db, SeededStream.bytes(1, 50));
            byte[] content = SeededStream.bytes(2, 95);
            BlobId id =
                    db.<BlobId, IOException>transact(tx -> {
                        BlobId added = blobs.put(tx, SeededStream.of(2, 95));
                        assertThat(blobs.put(tx, content)).isEqualTo(added);
                        assertThat(blobs.get(tx, added)).isEqualTo(content);
                        assertThat(blobs.references(tx, added)).isEqualTo(2);
                        assertThat(blobs.delete(tx, old)).isTrue();
                        assertThat(blobs.exists(tx, old)).isFalse();
                        assertThat(blobs.exists(db, added)).isFalse();
                        assertThat(blobs.exists(db, old)).isTrue();
                        return added;
                    });
            assertThat(blobs.get(db, id)).isEqualTo(content);
            assertThat(blobs.references(db, id)).isEqualTo(2);
            assertThat(blobs.exists(db, old)).isFalse();
            assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(95));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbortedTransactionLeavesNothing(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            assertThatThrownBy(() ->
                            db.<BlobId, IOException>transact(tx -> {
                                blobs.put(tx, SeededStream.bytes(1, 50));
                                blobs.put(tx, SeededStream.of(2, 95));
                                throw new IOException("no");
                            }))
                    .hasMessage("no");
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatFailsLeavesNothingInATransactionThatGoesOn(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId id =
                    db.transact(tx -> {
                        assertThatThrownBy(() -> blobs.put(tx, SeededStream.failing(2, 95)))
                                .isInstanceOf(IOException.class);
                        return blobs.put(tx, SeededStream.bytes(1, 50));
                    });
            assertThat(blobs.get(db, id)).hasSize(50);
            assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(50));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoReadsABlobConflictsWithItsEndOnly(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            byte[] content = SeededStream.bytes(1, 50);
            BlobId id = blobs.put(db, content);
            try (Transaction tx = db.begin()) {
                assertThat(blobs.get(tx, id)).isEqualTo(content);
                tx.put(OTHER_KEY, content);
                blobs.put(db, content);
                blobs.delete(db, id);
                tx.commit();
            }
            try (Transaction tx = db.begin()) {
                assertThat(blobs.get(tx, id)).isEqualTo(content);
                tx.put(OTHER_KEY, content);
                blobs.delete(db, id);
                assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenStreamShowsTheStateOfItsView(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            byte[] content = SeededStream.bytes(1, 95);
            BlobId id = blobs.put(db, content);
            try (Snapshot snapshot = db.snapshot();
                    BlobInput ofDatabase = blobs.open(db, id);
                    BlobInput ofSnapshot = blobs.open(snapshot, id)) {
                assertThat(ofDatabase).isNotNull();
                assertThat(ofSnapshot).isNotNull();
                assertThat(ofDatabase.read()).isEqualTo(Byte.toUnsignedInt(content[0]));
                blobs.delete(db, id);
                assertThat(open.rawKeys()).isZero();
                assertThat(ofDatabase).hasBinaryContent(Arrays.copyOfRange(content, 1, 95));
                assertThat(ofSnapshot).hasBinaryContent(content);
                try (BlobInput again = blobs.open(snapshot, id)) {
                    assertThat(again).isNotNull().hasBinaryContent(content);
                }
                assertThat(blobs.open(db, id)).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "ROCKSDB"})
    void aStreamOnADatabaseHoldsASnapshotUntilItIsClosed(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            BlobId id = open.blobs().put(db, SeededStream.bytes(1, 95));
            try (BlobInput input = open.blobs().open(db, id)) {
                assertThat(input).isNotNull();
                assertThat(db.stats().get("open_snapshots")).isEqualTo(1);
            }
            assertThat(db.stats().get("open_snapshots")).isZero();
            open.blobs().delete(db, id);
            assertThat(open.blobs().open(db, id)).isNull();
            assertThat(db.stats().get("open_snapshots")).isZero();
            assertThat(db.stats().get("open_cursors")).isZero();
        }
    }

    @Test
    void onADatabaseABlobMayBeLongerThanATransaction() throws IOException {
        try (Database db = Cairn.open("memory:?limits.transactionBytesMax=65536")) {
            Blobs blobs =
                    new Blobs(
                            db.keyspace("blobs"),
                            Subspace.of(),
                            new UploadSettings(1_000, 50, new HandClock()));
            assertThatThrownBy(() -> db.transact(tx -> blobs.put(tx, new byte[70_000])))
                    .isInstanceOf(LimitException.class);
            BlobId id = blobs.put(db, SeededStream.of(1, 1_000_000));
            byte[] read = blobs.get(db, id);
            assertThat(Arrays.equals(read, SeededStream.bytes(1, 1_000_000))).isTrue();
            assertThat(blobs.delete(db, id)).isTrue();
            assertThat(db.stats().get("open_snapshots")).isZero();
            assertThat(db.stats().get("open_cursors")).isZero();
        }
    }
}
