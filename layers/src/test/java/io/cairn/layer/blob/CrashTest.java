package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it stores blobs in several transactions leaves none half there.
 */
class CrashTest {

    private static final int BLOB_BYTES = 9_000_000;
    private static final int PART_BYTES = 100_000;
    private static final int PARTS = BLOB_BYTES / PART_BYTES;

    /** Two blobs, each stored in two pieces and a rest. */
    private static final int IMAGES_MIN = 6;

    private static final Subspace SUBSPACE = Subspace.of("blobs");

    @TempDir Path directory;

    /** Stores blob after blob, telling after each part how far it is. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Store.ROCKSDB.open(Path.of(args[0])).db(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(Database db, int steps, IntConsumer done) {
            Blobs blobs = new Blobs(keyspace(db), SUBSPACE);
            int part = 0;
            for (int blob = 0; blob < steps; blob++) {
                byte[] content = content(blob);
                BlobOutput output = blobs.create(db);
                for (int at = 0; at < BLOB_BYTES; at += PART_BYTES) {
                    output.write(content, at, PART_BYTES);
                    if (at + PART_BYTES == BLOB_BYTES) {
                        output.finish();
                    }
                    done.accept(part++);
                }
            }
        }
    }

    private static Keyspace keyspace(Database db) {
        return db.keyspace("blobs");
    }

    private static byte[] content(int blob) {
        byte[] content = new byte[BLOB_BYTES];
        new Random(blob).nextBytes(content);
        return content;
    }

    @Test
    void anUploadIsWholeOrUnseenAndSwept() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, PARTS + PARTS * 3 / 5);
        check(directory, done);
    }

    @Test
    void itIsWholeOrUnseenAfterEachCommit() throws Exception {
        CrashImages.of(directory, 0, (db, done) -> Writer.write(db, 2, done))
                .each(IMAGES_MIN, CrashTest::check);
    }

    @Test
    void aBlobIsDeletedAtOnce() throws Exception {
        CrashImages images = new CrashImages(directory, 1);
        BlobId id = BlobId.ofContent(content(0));
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            open.db().addCommitHook(images);
            Writer.write(open.db(), 1, _ -> {});
            images.done(0);
            assertThat(new Blobs(keyspace(open.db()), SUBSPACE).delete(open.db(), id)).isTrue();
        }
        assertThat(images.images()).isNotEmpty();
        for (CrashImages.Image image : images.images()) {
            try (OpenStore open = Store.ROCKSDB.open(image.directory())) {
                assertThat(rows(open.db(), 0)).isZero();
            }
        }
    }

    private static void check(Path directory, int done) {
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            Database db = open.db();
            Blobs blobs = new Blobs(keyspace(db), SUBSPACE);
            int whole = 0;
            for (int blob = 0; blob < done / PARTS + 2; blob++) {
                byte[] content = content(blob);
                BlobId id = BlobId.ofContent(content);
                byte[] stored = blobs.get(db, id);
                assertThat(stored == null || Arrays.equals(stored, content)).isTrue();
                assertThat(blobs.references(db, id)).isEqualTo(stored == null ? 0 : 1);
                assertThat(stored != null || blob >= done / PARTS).as("blob %s", blob).isTrue();
                whole += stored == null ? 0 : 1;
            }
            long left = rows(db, whole);
            assertThat(blobs.sweep(db, Duration.ZERO)).isEqualTo(left > 0 ? 1 : 0);
            assertThat(rows(db, whole)).as("parts of another blob").isZero();
        }
    }

    /** Counts the rows that are not those of whole blobs. */
    private static long rows(Database db, int whole) {
        long rows = 0;
        try (Cursor cursor = db.in(keyspace(db)).scan(KeyRange.all())) {
            while (cursor.next()) {
                rows++;
            }
        }
        return rows - whole * (2L + Math.ceilDiv(BLOB_BYTES, Blobs.CHUNK_BYTES));
    }
}
