package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Sizes;
import io.cairn.bytes.Bytes;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each operation does by itself. */
class BlobsTest {

    private static final int[] LENGTHS = {0, 1, 9, 10, 11, 29, 30, 31, 59, 60, 61, 95};

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void anEmptyBlobIsABlob(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId id = blobs.put(db, Bytes.EMPTY);
            assertThat(blobs.put(db, new ByteArrayInputStream(Bytes.EMPTY))).isEqualTo(id);
            assertThat(blobs.get(db, id)).isNotNull().isEmpty();
            assertThat(blobs.exists(db, id)).isTrue();
            assertThat(blobs.length(db, id)).hasValue(0);
            assertThat(blobs.references(db, id)).isEqualTo(2);
            assertThat(blobs.getInto(db, id, MemorySegment.ofArray(Bytes.EMPTY))).isZero();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(blobs.read(db, id, out)).isTrue();
            assertThat(out.size()).isZero();
            try (BlobInput input = blobs.open(db, id)) {
                assertThat(input).isNotNull();
                assertThat(input.read()).isEqualTo(-1);
            }
            assertThat(blobs.delete(db, id)).isTrue();
            assertThat(blobs.exists(db, id)).isTrue();
            assertThat(blobs.delete(db, id)).isTrue();
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownBlobIsNotThere(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            BlobId id = BlobId.ofContent(Bytes.utf8("unknown"));
            assertThat(blobs.get(db, id)).isNull();
            assertThat(blobs.exists(db, id)).isFalse();
            assertThat(blobs.length(db, id)).isEmpty();
            assertThat(blobs.references(db, id)).isZero();
            assertThat(blobs.delete(db, id)).isFalse();
            assertThat(blobs.retain(db, id)).isFalse();
            assertThat(blobs.open(db, id)).isNull();
            MemorySegment target = MemorySegment.ofArray(new byte[10]);
            assertThat(blobs.getInto(db, id, target)).isEqualTo(Sizes.ABSENT);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(blobs.read(db, id, out)).isFalse();
            assertThat(out.size()).isZero();
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void contentsOfAllLengthsGoInAndOutInEveryWay(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory);
                Arena arena = Arena.ofConfined()) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            for (int length : LENGTHS) {
                byte[] content = SeededStream.bytes(length, length);
                BlobId id = blobs.put(db, content);
                assertThat(id).isEqualTo(BlobId.ofContent(content));
                assertReads(blobs, db, id, content);
                assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(length));
                blobs.delete(db, id);

                MemorySegment outside = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
                assertThat(blobs.put(db, outside)).isEqualTo(id);
                assertThat(blobs.put(db, SeededStream.of(length, length))).isEqualTo(id);
                assertReads(blobs, db, id, content);
                assertThat(blobs.references(db, id)).isEqualTo(2);
                assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(length));
                blobs.delete(db, id);
                blobs.delete(db, id);

                assertThat(blobs.put(db, SeededStream.of(length, length))).isEqualTo(id);
                assertReads(blobs, db, id, content);
                assertThat(blobs.put(db, outside)).isEqualTo(id);
                assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(length));
                blobs.delete(db, id);
                blobs.delete(db, id);
                assertThat(open.rawKeys()).isZero();
            }
        }
    }

    private static void assertReads(Blobs blobs, Database db, BlobId id, byte[] content)
            throws IOException {
        assertThat(blobs.get(db, id)).isEqualTo(content);
        assertThat(blobs.length(db, id)).hasValue(content.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(blobs.read(db, id, out)).isTrue();
        assertThat(out.toByteArray()).isEqualTo(content);
        byte[] larger = new byte[content.length + 1];
        assertThat(blobs.getInto(db, id, MemorySegment.ofArray(larger))).isEqualTo(content.length);
        assertThat(larger).isEqualTo(Arrays.copyOf(content, content.length + 1));
    }

    @ParameterizedTest
    @EnumSource
    void theSameContentIsStoredOnceUntilItsLastReferenceGoes(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            Blobs blobs = open.blobs();
            byte[] content = SeededStream.bytes(7, 95);
            BlobId id = blobs.put(db, content);
            assertThat(blobs.put(db, content)).isEqualTo(id);
            assertThat(blobs.retain(db, id)).isTrue();
            assertThat(blobs.references(db, id)).isEqualTo(3);
            assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(95));
            BlobId other = blobs.put(db, SeededStream.bytes(8, 95));
            for (int left = 2; left > 0; left--) {
                assertThat(blobs.delete(db, id)).isTrue();
                assertThat(blobs.references(db, id)).isEqualTo(left);
                assertThat(blobs.get(db, id)).isEqualTo(content);
            }
            assertThat(blobs.delete(db, id)).isTrue();
            assertThat(blobs.get(db, id)).isNull();
            assertThat(blobs.delete(db, id)).isFalse();
            assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(95));
            blobs.delete(db, other);
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreThoseThatThePackageDraws(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(3, 45);
            byte[] id = open.blobs().put(open.db(), content).toBytes();
            byte[] record = open.rows().get(OpenBlobs.SUBSPACE.key(1, id));
            assertThat(record).isNotNull();
            UUID stored = Tuple.unpack(record).uuid(3);
            CRC32C says = new CRC32C();
            says.update(id);
            says.update(Tuple.of(45, OpenBlobs.CHUNK, stored).pack());
            assertThat(Tuple.unpack(record))
                    .isEqualTo(Tuple.of(1, 45, OpenBlobs.CHUNK, stored, says.getValue()));
            byte[] last = Arrays.copyOfRange(content, 40, 45);
            assertThat(open.rows().get(OpenBlobs.SUBSPACE.key(2, stored, 4)))
                    .isEqualTo(withChecksum(stored, 4, last));
            assertThat(open.rows().get(OpenBlobs.SUBSPACE.key(3, id)))
                    .isEqualTo(Tuple.of(1).pack());
            assertThat(open.rawKeys()).isEqualTo(1 + 5 + 1);
        }
    }

    private static byte[] withChecksum(UUID content, long index, byte[] chunk) {
        ByteBuffer place = ByteBuffer.allocate(24);
        place.putLong(content.getMostSignificantBits()).putLong(content.getLeastSignificantBits());
        CRC32C crc = new CRC32C();
        crc.update(place.putLong(index).array());
        crc.update(chunk);
        return ByteBuffer.allocate(chunk.length + 4)
                .put(chunk)
                .putInt((int) crc.getValue())
                .array();
    }

    @ParameterizedTest
    @EnumSource
    void chunksOfAnotherLengthAreReadAndAreTheSameBlob(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Blobs other = new Blobs(open.keyspace(), OpenBlobs.SUBSPACE, 7);
            byte[] content = SeededStream.bytes(3, 45);
            BlobId id = other.put(open.db(), content);
            assertThat(open.rawKeys()).isEqualTo(2 + 7);
            assertThat(open.blobs().get(open.db(), id)).isEqualTo(content);
            assertThat(open.blobs().put(open.db(), content)).isEqualTo(id);
            assertThat(open.rawKeys()).isEqualTo(2 + 7);
            assertThat(open.blobs().references(open.db(), id)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badArgumentsAreRefused(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            for (int chunkBytes : new int[] {0, -1, Blobs.CHUNK_BYTES_MAX + 1}) {
                assertThatThrownBy(() -> new Blobs(open.keyspace(), OpenBlobs.SUBSPACE, chunkBytes))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("chunkBytes=" + chunkBytes);
            }
            BlobId id = open.blobs().put(open.db(), SeededStream.bytes(1, 20));
            byte[] small = new byte[19];
            assertThatThrownBy(
                            () -> open.blobs().getInto(open.db(), id, MemorySegment.ofArray(small)))
                    .isInstanceOfSatisfying(
                            BufferTooSmallException.class,
                            e -> assertThat(e.needed()).isEqualTo(20));
            assertThat(small).containsOnly(0);
        }
    }
}
