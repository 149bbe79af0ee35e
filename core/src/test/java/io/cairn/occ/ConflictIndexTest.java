package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the index with a search through all batches. */
class ConflictIndexTest {

    private record Committed(long version, WriteBatch batch) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersWhatASearchThroughAllBatchesAnswers(long seed) {
        Random random = new Random(seed);
        ConflictIndex index = new ConflictIndex(0, 1 << 20);
        List<Committed> all = new ArrayList<>();
        int found = 0;
        for (long version = 1; version <= 600; version++) {
            WriteBatch batch = batch(random);
            index.add(version, WriteSet.of(batch));
            all.add(new Committed(version, batch));
            if (version % 97 == 0) {
                long upTo = version - 40;
                index.forget(upTo);
                all.removeIf(commit -> commit.version <= upTo);
            }
            long since = version - random.nextInt(30);
            ReadSet reads = new ReadSet(100);
            boolean expected = false;
            for (int i = random.nextInt(4); i > 0; i--) {
                byte[] key = key(random);
                reads.addKey(1, key);
                expected |= touched(all, since, KeyRange.single(key));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                KeyRange range = range(random);
                reads.addRange(1, range);
                expected |= touched(all, since, range);
            }
            if (index.covers(since)) {
                assertEquals(
                        expected,
                        index.conflicts(reads, since),
                        "seed " + seed + " version " + version);
                found += expected ? 1 : 0;
            }
        }
        assertTrue(found > 50, "the seed makes conflicts");
    }

    @Test
    void historyIsBoundedAndSaysWhatItForgot() {
        ConflictIndex index = new ConflictIndex(0, 4096);
        Random random = new Random(5);
        for (long version = 1; version <= 1000; version++) {
            index.add(version, WriteSet.of(batch(random)));
        }
        assertTrue(index.commits() < 100);
        assertFalse(index.covers(500));
        assertTrue(index.covers(1000));
    }

    @Test
    void whatIsLeftOutIsNotCovered() {
        ConflictIndex index = new ConflictIndex(0, 1 << 20);
        Random random = new Random(6);
        index.add(1, WriteSet.of(batch(random)));
        index.skip(2);
        assertEquals(0, index.commits());
        assertFalse(index.covers(1));
        assertTrue(index.covers(2));
        index.add(3, WriteSet.of(batch(random)));
        assertTrue(index.covers(2));
        assertEquals(1, index.commits());
    }

    @Test
    void keyspacesAreApart() {
        ConflictIndex index = new ConflictIndex(0, 1 << 20);
        WriteBatch batch = new WriteBatch();
        batch.put(1, Bytes.utf8("k"), Bytes.EMPTY);
        batch.deleteRange(1, KeyRange.all());
        index.add(1, WriteSet.of(batch));
        ReadSet reads = new ReadSet(10);
        reads.addKey(2, Bytes.utf8("k"));
        reads.addRange(2, KeyRange.all());
        assertFalse(index.conflicts(reads, 0));
        reads.addKey(1, Bytes.utf8("other"));
        assertTrue(index.conflicts(reads, 0));
    }

    private static boolean touched(List<Committed> all, long since, KeyRange read) {
        for (Committed commit : all) {
            for (int i = 0; commit.version > since && i < commit.batch.size(); i++) {
                boolean ranged = commit.batch.kind(i) == WriteBatch.Kind.DELETE_RANGE;
                KeyRange written =
                        ranged ? commit.batch.range(i) : KeyRange.single(commit.batch.key(i));
                if (commit.batch.keyspace(i) == 1
                        && !written.isEmpty()
                        && !written.intersect(read).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static WriteBatch batch(Random random) {
        WriteBatch batch = new WriteBatch();
        for (int i = random.nextInt(4) + 1; i > 0; i--) {
            int keyspace = 1 + random.nextInt(2);
            switch (random.nextInt(12)) {
                case 0 -> batch.deleteRange(keyspace, range(random));
                case 1 -> batch.delete(keyspace, key(random));
                default -> batch.put(keyspace, key(random), Bytes.EMPTY);
            }
        }
        return batch;
    }

    private static KeyRange range(Random random) {
        return random.nextInt(20) == 0
                ? KeyRange.of(key(random), null)
                : KeyRange.of(key(random), key(random));
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(2) + 1];
        random.nextBytes(key);
        return key;
    }
}
