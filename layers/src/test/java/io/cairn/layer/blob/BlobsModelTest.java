package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.TransactionScope;
import io.cairn.layer.testing.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random operations, alone and in transactions, against a map from contents to references. */
class BlobsModelTest {

    private static final long SEED = 20_240_611;
    private static final int ROUNDS = 150;
    private static final int CONTENTS = 12;
    private static final int LENGTH_MAX = 100;

    private static final class Rollback extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Random random = new Random(SEED);

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void blobsAreWhatAMapOfReferencesSays(Store store) throws Exception {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[][] contents = new byte[CONTENTS][];
            Arrays.setAll(
                    contents, i -> SeededStream.bytes(SEED + i, i * LENGTH_MAX / (CONTENTS - 1)));
            Map<Integer, Long> model = new HashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                switch (random.nextInt(4)) {
                    case 0 -> transaction(open, contents, model, random.nextBoolean());
                    case 1 -> leave(open, contents[random.nextInt(CONTENTS)]);
                    default -> step(open, open.db(), contents, model);
                }
            }
            open.blobs().sweep(open.db(), Duration.ZERO);
            long keys = 0;
            for (int content : model.keySet()) {
                keys += OpenBlobs.keysOf(contents[content].length);
            }
            assertThat(open.rawKeys()).isEqualTo(keys);
            for (int i = 0; i < CONTENTS; i++) {
                check(open, open.db(), contents[i], model.getOrDefault(i, 0L));
            }
        }
    }

    private void transaction(
            OpenBlobs open, byte[][] contents, Map<Integer, Long> model, boolean commits)
            throws IOException {
        Map<Integer, Long> inside = new HashMap<>(model);
        try {
            open.db()
                    .<Boolean, Exception>transact(tx -> {
                        for (int i = 0; i < 5; i++) {
                            step(open, tx, contents, inside);
                        }
                        if (!commits) {
                            throw new Rollback();
                        }
                        return true;
                    });
            model.clear();
            model.putAll(inside);
        } catch (Rollback _) {
            assertThat(commits).isFalse();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Begins a blob and does not finish it. */
    private void leave(OpenBlobs open, byte[] content) {
        BlobOutput output = open.blobs().create(open.db());
        output.write(content, 0, content.length);
        if (random.nextBoolean()) {
            output.close();
        }
    }

    private void step(
            OpenBlobs open, TransactionScope scope, byte[][] contents, Map<Integer, Long> model)
            throws IOException {
        int which = random.nextInt(CONTENTS);
        byte[] content = contents[which];
        BlobId id = BlobId.ofContent(content);
        Blobs blobs = open.blobs();
        long references = model.getOrDefault(which, 0L);
        switch (random.nextInt(6)) {
            case 0 -> {
                assertThat(blobs.put(scope, content)).isEqualTo(id);
                references++;
            }
            case 1 -> {
                assertThat(blobs.put(scope, SeededStream.of(SEED + which, content.length)))
                        .isEqualTo(id);
                references++;
            }
            case 2 -> {
                assertThat(blobs.retain(scope, id)).isEqualTo(references > 0);
                references += references > 0 ? 1 : 0;
            }
            default -> {
                assertThat(blobs.delete(scope, id)).isEqualTo(references > 0);
                references -= references > 0 ? 1 : 0;
            }
        }
        model.put(which, references);
        model.remove(which, 0L);
        check(open, scope, content, references);
    }

    private static void check(
            OpenBlobs open, TransactionScope scope, byte[] content, long references) {
        BlobId id = BlobId.ofContent(content);
        assertThat(open.blobs().references(scope, id)).isEqualTo(references);
        assertThat(open.blobs().get(scope, id)).isEqualTo(references > 0 ? content : null);
    }
}
