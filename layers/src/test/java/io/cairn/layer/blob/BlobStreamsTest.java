package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs as streams. */
class BlobStreamsTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void aLongStreamComesBackWithTheSameDigest(Store store) throws IOException {
        long length = store == Store.ROCKSDB ? 50_000_000 : 6_000_000;
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            Keyspace keyspace = db.keyspace("blobs");
            Blobs blobs = new Blobs(keyspace, Subspace.of("b"));
            BlobId id = blobs.put(db, SeededStream.of(5, length));
            assertThat(id).isEqualTo(digestOf(SeededStream.of(5, length)));
            try (BlobInput input = blobs.open(db, id)) {
                assertThat(input).isNotNull();
                assertThat(input.length()).isEqualTo(length);
                assertThat(input.id()).isEqualTo(id);
                assertThat(digestOf(input)).isEqualTo(id);
                assertThat(input.read()).isEqualTo(-1);
            }
            assertThat(db.in(keyspace).count(KeyRange.all()))
                    .isEqualTo(2 + Math.ceilDiv(length, Blobs.CHUNK_BYTES));
            assertThat(blobs.put(db, SeededStream.of(5, length))).isEqualTo(id);
            assertThat(db.in(keyspace).count(KeyRange.all()))
                    .isEqualTo(2 + Math.ceilDiv(length, Blobs.CHUNK_BYTES));
            blobs.delete(db, id);
            assertThat(blobs.length(db, id)).hasValue(length);
            blobs.delete(db, id);
            assertThat(db.in(keyspace).count(KeyRange.all())).isZero();
        }
    }

    private static BlobId digestOf(InputStream input) throws IOException {
        try (DigestOutputStream out =
                new DigestOutputStream(OutputStream.nullOutputStream(), BlobId.newDigest())) {
            input.transferTo(out);
            return BlobId.ofDigest(out.getMessageDigest());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsReadInPartsOfAnyLength(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory);
                Arena arena = Arena.ofConfined()) {
            byte[] content = SeededStream.bytes(1, 95);
            BlobId id = open.blobs().put(open.db(), content);
            MemorySegment outside = arena.allocate(26);
            try (BlobInput input = open.blobs().open(open.db(), id)) {
                assertThat(input).isNotNull();
                assertThat(input.available()).isZero();
                assertThat(input.read(new byte[0])).isZero();
                assertThat(input.readNBytes(outside)).isEqualTo(26);
                assertThat(outside.toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(Arrays.copyOf(content, 26));
                assertThat(input.available()).isEqualTo(4);
                byte[] part = new byte[12];
                assertThat(input.read(part, 1, 11)).isEqualTo(4);
                assertThat(Arrays.copyOfRange(part, 1, 5))
                        .isEqualTo(Arrays.copyOfRange(content, 26, 30));
                assertThat(part[5]).isZero();
                assertThat(input.skip(41)).isEqualTo(41);
                assertThat(input.read()).isEqualTo(Byte.toUnsignedInt(content[71]));
                assertThat(input.readNBytes(outside)).isEqualTo(23);
                assertThat(outside.asSlice(0, 23).toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(Arrays.copyOfRange(content, 72, 95));
                assertThat(input.read()).isEqualTo(-1);
                assertThat(input.read(part, 0, 12)).isEqualTo(-1);
                assertThat(input.readNBytes(outside)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlobIsWrittenInPartsOfAnyLength(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            BlobId id;
            try (BlobOutput output = open.blobs().create(open.db())) {
                output.write(content[0]);
                output.write(content, 1, 8);
                output.write(content, 9, 0);
                output.write(MemorySegment.ofArray(content).asSlice(9, 71));
                output.write(content, 80, 15);
                assertThat(open.blobs().exists(open.db(), BlobId.ofContent(content))).isFalse();
                id = output.finish();
                assertThatThrownBy(() -> output.write(1))
                        .isInstanceOf(TransactionStateException.class)
                        .hasMessageContaining("finished");
                assertThatThrownBy(output::finish).isInstanceOf(TransactionStateException.class);
            }
            assertThat(id).isEqualTo(BlobId.ofContent(content));
            assertThat(open.blobs().get(open.db(), id)).isEqualTo(content);
            assertThat(open.blobs().references(open.db(), id)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsClosedIsNotUsedAnyMore(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            BlobId id = open.blobs().put(open.db(), SeededStream.bytes(1, 95));
            BlobInput input = open.blobs().open(open.db(), id);
            assertThat(input).isNotNull();
            input.close();
            input.close();
            assertThatThrownBy(input::read).isInstanceOf(ClosedException.class);
            assertThatThrownBy(input::available).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> input.transferTo(new ByteArrayOutputStream()))
                    .isInstanceOf(ClosedException.class);
            BlobOutput output = open.blobs().create(open.db());
            output.close();
            output.close();
            assertThatThrownBy(() -> output.write(1)).isInstanceOf(ClosedException.class);
            assertThatThrownBy(output::finish).isInstanceOf(ClosedException.class);
        }
    }
}
