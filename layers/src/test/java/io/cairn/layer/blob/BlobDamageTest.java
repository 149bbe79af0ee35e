package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are not what was written. */
class BlobDamageTest {

    private static final int LENGTH = 45;
    private static final int CHUNKS = 5;

    @TempDir Path directory;

    private static byte[] chunk(OpenBlobs open, int index) {
        return OpenBlobs.SUBSPACE.key(2, content(open), index);
    }

    /** What the chunks of the only blob are stored under. */
    private static UUID content(OpenBlobs open) {
        try (Cursor cursor = open.rows().scan(OpenBlobs.SUBSPACE.range(2))) {
            assertThat(cursor.next()).isTrue();
            return OpenBlobs.SUBSPACE.unpack(cursor.key()).uuid(1);
        }
    }

    private static byte[] stored(OpenBlobs open, byte[] key) {
        byte[] value = open.rows().get(key);
        assertThat(value).isNotNull();
        return value;
    }

    private static void assertDamaged(OpenBlobs open, BlobId id, ErrorCode code) {
        Database db = open.db();
        Blobs blobs = open.blobs();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MemorySegment target = MemorySegment.ofArray(new byte[LENGTH]);
        List<ThrowingCallable> reads =
                List.of(
                        () -> blobs.get(db, id),
                        () -> blobs.getInto(db, id, target),
                        () -> blobs.read(db, id, out),
                        () -> db.transact(tx -> blobs.get(tx, id)),
                        () -> readToTheEnd(blobs, db, id));
        for (ThrowingCallable read : reads) {
            assertThatThrownBy(read)
                    .isInstanceOfSatisfying(
                            CorruptionException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(code);
                                assertThat(e.context()).containsValue(id.toString());
                            });
        }
        assertThat(target.mismatch(MemorySegment.ofArray(new byte[LENGTH])))
                .as("what is left of a damaged blob")
                .isEqualTo(-1);
        assertThat(out.size()).isLessThan(LENGTH);
    }

    /** Reads on after an error, which must never become the end of the stream. */
    private static void readToTheEnd(Blobs blobs, Database db, BlobId id) {
        try (BlobInput input = blobs.open(db, id)) {
            assertThat(input).isNotNull();
            int read = 0;
            try {
                while (input.read() >= 0) {
                    read++;
                }
                assertThat(read).as("the end was reported").isNegative();
            } catch (CorruptionException _) {
                assertThat(read).isLessThan(LENGTH);
            }
            input.read(new byte[LENGTH], 0, LENGTH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedByteInAnyChunkIsFound(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            BlobId id = open.blobs().put(open.db(), SeededStream.bytes(1, LENGTH));
            for (int index = 0; index < CHUNKS; index++) {
                byte[] key = chunk(open, index);
                byte[] good = stored(open, key);
                byte[] bad = good.clone();
                bad[index] = (byte) ~bad[index];
                open.rows().put(key, bad);
                assertDamaged(open, id, ErrorCode.CHECKSUM);
                open.rows().put(key, good);
            }
            assertThat(open.blobs().get(open.db(), id)).hasSize(LENGTH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingOrShorterOrLongerChunkIsFound(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            BlobId id = open.blobs().put(open.db(), SeededStream.bytes(1, LENGTH));
            for (int index = 0; index < CHUNKS; index++) {
                byte[] key = chunk(open, index);
                byte[] good = stored(open, key);
                open.rows().put(key, Arrays.copyOf(good, good.length - 1));
                assertDamaged(open, id, ErrorCode.FORMAT);
                open.rows().put(key, Arrays.copyOf(good, good.length + 1));
                assertDamaged(open, id, ErrorCode.FORMAT);
                open.rows().delete(key);
                assertDamaged(open, id, ErrorCode.FORMAT);
                open.rows().put(key, good);
            }
            open.rows().put(chunk(open, CHUNKS), Bytes.utf8("more"));
            assertDamaged(open, id, ErrorCode.FORMAT);
            open.rows().delete(chunk(open, CHUNKS));
            assertThat(open.blobs().get(open.db(), id)).hasSize(LENGTH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyBlobIsComparedToo(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            BlobId id = open.blobs().put(open.db(), SeededStream.bytes(1, LENGTH));
            UUID content = content(open);
            byte[] record = OpenBlobs.SUBSPACE.key(1, id.toBytes());
            open.rows().put(record, new BlobRecord(0, OpenBlobs.CHUNK, content).pack(id));
            assertDamaged(open, id, ErrorCode.FORMAT);
            open.rows().deleteRange(OpenBlobs.SUBSPACE.range(2));
            assertDamaged(open, id, ErrorCode.CHECKSUM);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatIsNoneIsFound(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId id = blobs.put(db, SeededStream.bytes(1, LENGTH));
            UUID content = content(open);
            byte[] key = OpenBlobs.SUBSPACE.key(1, id.toBytes());
            List<byte[]> records =
                    List.of(
                            Bytes.EMPTY,
                            Bytes.utf8("no tuple"),
                            Tuple.of(1, LENGTH, OpenBlobs.CHUNK).pack(),
                            Tuple.of(1, LENGTH, OpenBlobs.CHUNK, "content", 0).pack(),
                            Tuple.of(2, LENGTH, OpenBlobs.CHUNK, content, 0).pack(),
                            Tuple.of(1, -1, OpenBlobs.CHUNK, content, 0).pack(),
                            Tuple.of(1, LENGTH, 0, content, 0).pack(),
                            Tuple.of(1, LENGTH, 1L << 32, content, 0).pack(),
                            Tuple.of(1, LENGTH, Blobs.CHUNK_BYTES_MAX + 1, content, 0).pack(),
                            new BlobRecord(LENGTH + 1, OpenBlobs.CHUNK, content).pack(id),
                            new BlobRecord(LENGTH - 5, OpenBlobs.CHUNK, content).pack(id),
                            new BlobRecord(Integer.MAX_VALUE - 8, OpenBlobs.CHUNK, content)
                                    .pack(id),
                            new BlobRecord(Long.MAX_VALUE, OpenBlobs.CHUNK, content).pack(id),
                            new BlobRecord(LENGTH, OpenBlobs.CHUNK, new UUID(1, 2)).pack(id));
            for (byte[] record : records) {
                open.rows().put(key, record);
                assertDamaged(open, id, ErrorCode.FORMAT);
            }
            open.rows().delete(key);
            assertThatThrownBy(() -> blobs.delete(db, id))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("blob=" + id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunksInAWrongPlaceAndRecordsOfOthersAreFound(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            BlobId id = open.blobs().put(db, SeededStream.bytes(1, LENGTH));
            byte[] first = stored(open, chunk(open, 0));
            byte[] second = stored(open, chunk(open, 1));
            open.rows().put(chunk(open, 0), second);
            open.rows().put(chunk(open, 1), first);
            assertDamaged(open, id, ErrorCode.CHECKSUM);
            open.rows().put(chunk(open, 0), first);
            open.rows().put(chunk(open, 1), second);
            assertThat(open.blobs().get(db, id)).hasSize(LENGTH);

            byte[] record = OpenBlobs.SUBSPACE.key(1, id.toBytes());
            byte[] good = stored(open, record);
            BlobId other = open.blobs().put(db, SeededStream.bytes(2, LENGTH));
            open.rows().put(record, stored(open, OpenBlobs.SUBSPACE.key(1, other.toBytes())));
            assertDamaged(open, id, ErrorCode.CHECKSUM);
            open.rows().put(record, good);
            assertThat(open.blobs().get(db, id)).isEqualTo(SeededStream.bytes(1, LENGTH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForgedContentIsFoundWhenItIsComparedWithItsId(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId id = blobs.put(db, SeededStream.bytes(1, LENGTH));
            assertThat(blobs.verify(db, id)).isTrue();
            assertThat(db.<Boolean, RuntimeException>transact(tx -> blobs.verify(tx, id))).isTrue();
            assertThat(blobs.verify(db, BlobId.ofContent(Bytes.utf8("unknown")))).isFalse();

            byte[] key = chunk(open, 2);
            byte[] forged = stored(open, key);
            forged[0]++;
            new ChunkChecksum().write(content(open), 2, MemorySegment.ofArray(forged));
            open.rows().put(key, forged);
            assertThat(blobs.get(db, id)).isNotEqualTo(SeededStream.bytes(1, LENGTH));
            assertThatThrownBy(() -> blobs.verify(db, id))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(id.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void referencesAndUploadsThatAreNoneAreFound(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            byte[] content = SeededStream.bytes(1, LENGTH);
            BlobId id = blobs.put(db, content);
            for (byte[] references :
                    List.of(Tuple.of("2").pack(), Bytes.EMPTY, Tuple.of(0).pack())) {
                open.rows().put(OpenBlobs.SUBSPACE.key(3, id.toBytes()), references);
                for (ThrowingCallable use :
                        List.<ThrowingCallable>of(
                                () -> blobs.references(db, id),
                                () -> blobs.put(db, content),
                                () -> blobs.delete(db, id))) {
                    assertThatThrownBy(use)
                            .isInstanceOf(CorruptionException.class)
                            .hasMessageContaining(id.toString());
                }
            }
            UUID upload = new UUID(3, 4);
            open.rows().put(OpenBlobs.SUBSPACE.key(4, upload), Bytes.utf8("then"));
            assertThatThrownBy(() -> blobs.sweep(db, Duration.ZERO))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(upload.toString());
            open.rows().delete(OpenBlobs.SUBSPACE.key(4, upload));
            open.rows().put(OpenBlobs.SUBSPACE.key(4, "foreign"), Tuple.of(1).pack());
            assertThatThrownBy(() -> blobs.sweep(db, Duration.ZERO))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("key of an upload");
        }
    }
}
