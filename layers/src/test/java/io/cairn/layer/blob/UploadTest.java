package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Database;
import io.cairn.api.ReadBody;
import io.cairn.api.Registration;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.VetoException;
import io.cairn.layer.testing.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs that are never finished: nobody sees them, and nothing stays. */
class UploadTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** The rows of 95 bytes written and not finished: three pieces, and the upload's own. */
    private static final long ROWS_UNFINISHED = 9 + 1;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void aStreamThatFailsLeavesNothing(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            for (int failAt : new int[] {0, 5, 10, 29, 30, 31, 60, 95}) {
                assertThatThrownBy(
                                () -> open.blobs().put(open.db(), SeededStream.failing(1, failAt)))
                        .isInstanceOf(IOException.class)
                        .hasNoSuppressedExceptions();
                assertThat(open.rawKeys()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingUnfinishedLeavesNothing(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            try (BlobOutput output = open.blobs().create(open.db())) {
                output.write(SeededStream.bytes(1, 95), 0, 95);
                assertThat(open.rawKeys()).isEqualTo(ROWS_UNFINISHED);
            }
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACrashLeavesIsNotSeenAndIsSwept(Store store) {
        byte[] content = SeededStream.bytes(1, 95);
        BlobId id = BlobId.ofContent(content);
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            open.blobs().create(open.db()).write(content, 0, 95);
            assertLeft(open, id);
            if (store == Store.MEMORY) {
                assertSwept(open, content);
            }
        }
        if (store != Store.MEMORY) {
            try (OpenBlobs open = OpenBlobs.open(store, directory)) {
                assertLeft(open, id);
                assertSwept(open, content);
            }
        }
    }

    private static void assertLeft(OpenBlobs open, BlobId id) {
        assertThat(open.rawKeys()).isEqualTo(ROWS_UNFINISHED);
        assertThat(open.blobs().exists(open.db(), id)).isFalse();
        assertThat(open.blobs().get(open.db(), id)).isNull();
        assertThat(open.blobs().references(open.db(), id)).isZero();
        assertThat(open.blobs().delete(open.db(), id)).isFalse();
    }

    private static void assertSwept(OpenBlobs open, byte[] content) {
        Database db = open.db();
        BlobId id = open.blobs().put(db, content);
        open.clock().goOn(HOUR.minusMillis(1));
        assertThat(open.blobs().sweep(db, HOUR)).isZero();
        open.clock().goOn(Duration.ofMillis(1));
        assertThat(open.blobs().sweep(db, HOUR)).isEqualTo(1);
        assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(95));
        assertThat(open.blobs().get(db, id)).isEqualTo(content);
        assertThat(open.blobs().sweep(db, Duration.ZERO)).isZero();
        open.blobs().delete(db, id);
        assertThat(open.rawKeys()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aPutThatWasSweptFailsAndLeavesNothing(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            for (boolean finishing : new boolean[] {true, false}) {
                try (BlobOutput output = open.blobs().create(open.db())) {
                    output.write(content, 0, 65);
                    assertThat(open.blobs().sweep(open.db(), Duration.ZERO)).isEqualTo(1);
                    assertThatThrownBy(
                                    () -> {
                                        if (!finishing) {
                                            output.write(content, 65, 30);
                                        }
                                        output.finish();
                                    })
                            .isInstanceOf(TransactionStateException.class)
                            .hasMessageContaining("swept");
                    assertThatThrownBy(() -> output.write(1))
                            .isInstanceOf(TransactionStateException.class)
                            .hasMessageContaining("failed");
                }
                assertThat(open.rawKeys()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPutThatGoesOnIsSpared(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            try (BlobOutput output = open.blobs().create(open.db())) {
                output.write(content, 0, 30);
                open.clock().goOn(HOUR);
                output.write(content, 30, 30);
                assertThat(open.blobs().sweep(open.db(), HOUR)).isZero();
                output.write(content, 60, 35);
                BlobId id = output.finish();
                assertThat(open.blobs().get(open.db(), id)).isEqualTo(content);
            }
            open.clock().goOn(HOUR);
            assertThat(open.blobs().sweep(open.db(), Duration.ZERO)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPutThatGoesOnDuringASweepIsSpared(Store store) {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            try (BlobOutput output = open.blobs().create(open.db())) {
                output.write(content, 0, 30);
                open.clock().goOn(HOUR);
                Runnable goesOn =
                        () -> {
                            open.clock().goOn(HOUR);
                            output.write(content, 30, 65);
                        };
                assertThat(open.blobs().sweep(new Interposed(open.db(), goesOn), HOUR)).isZero();
                assertThat(open.rawKeys()).isEqualTo(ROWS_UNFINISHED);
                BlobId id = output.finish();
                assertThat(open.blobs().get(open.db(), id)).isEqualTo(content);
            }
        }
    }

    /** Does something before each transaction. */
    private record Interposed(Database db, Runnable before) implements TransactionScope {

        @Override
        public <R extends @Nullable Object, X extends Exception> R transact(
                TransactionBody<R, X> body) throws X {
            before.run();
            return db.transact(body);
        }

        @Override
        public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body)
                throws X {
            return db.read(body);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "ROCKSDB"})
    void whereverTheDatabaseStopsAPutItIsAllOrNothing(Store store) throws IOException {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            Database db = open.db();
            BlobId id = BlobId.ofContent(SeededStream.bytes(1, 95));
            int commits = 0;
            for (boolean done = false; !done; commits++) {
                try (Registration _ = db.addCommitHook(new Stop(commits))) {
                    open.blobs().put(db, SeededStream.of(1, 95));
                    done = true;
                } catch (VetoException e) {
                    // Nothing is there to be removed before the first commit, and then nothing can.
                    assertThat(e.getSuppressed()).hasSize(commits == 0 ? 0 : 1);
                }
                assertThat(open.blobs().exists(db, id)).isEqualTo(done);
                assertThat(open.blobs().references(db, id)).isEqualTo(done ? 1 : 0);
                open.blobs().sweep(db, Duration.ZERO);
                assertThat(open.rawKeys()).isEqualTo(done ? OpenBlobs.keysOf(95) : 0);
            }
            // Three pieces and the end.
            assertThat(commits - 1).isEqualTo(4);
        }
    }

    /** Lets so many commits happen and none after. */
    private static final class Stop implements CommitHook {

        private int left;

        Stop(int left) {
            this.left = left;
        }

        @Override
        public void beforeCommit(WriteView tx, ChangeSet changes) {
            if (left-- <= 0) {
                throw new VetoException("stopped", null);
            }
        }

        @Override
        public void afterCommit(long version, ChangeSet changes) {}
    }

    @Test
    void anyNumberOfPutsIsSwept() {
        try (OpenBlobs open = OpenBlobs.open(Store.MEMORY, directory)) {
            byte[] piece = new byte[OpenBlobs.PIECE];
            for (int i = 0; i < 2_001; i++) {
                open.blobs().create(open.db()).write(piece, 0, piece.length);
                open.clock().goOn(Duration.ofMillis(1));
            }
            assertThat(open.blobs().sweep(open.db(), Duration.ofMillis(501))).isEqualTo(1_501);
            assertThat(open.blobs().sweep(open.db(), Duration.ZERO)).isEqualTo(500);
            assertThat(open.rawKeys()).isZero();
        }
    }

    @Test
    void aTimeThatIsOutOfRangeIsRefused() {
        try (OpenBlobs open = OpenBlobs.open(Store.MEMORY, directory)) {
            for (Duration idle : new Duration[] {Duration.ofNanos(-1), Duration.ofDays(36_501)}) {
                assertThatThrownBy(() -> open.blobs().sweep(open.db(), idle))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("idle=" + idle);
            }
        }
    }
}
