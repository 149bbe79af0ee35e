package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.Engine;
import io.cairn.engine.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a change must not do: copy more than the path to it. Sharing is seen by identity and by the
 * edit numbers of nodes.
 */
class TreeSharingTest {

    private static final int ENTRIES = 400_000;
    private static final long SEED = 7;

    @Test
    void aRangeDeleteTouchesOnlyItsTwoBounds() {
        try (MemoryEngine engine = filled()) {
            assertThat(TreeCheck.height(root(engine))).isGreaterThanOrEqualTo(3);
            WriteBatch batch = new WriteBatch();
            batch.deleteRange(
                    Engine.DEFAULT_KEYSPACE, KeyRange.of(key(1_000), key(ENTRIES - 1_000)));
            engine.apply(batch);
            TreeCheck.check(root(engine), true);
            assertThat(engine.counters()).containsEntry("keys_count", 2_000L);
            assertThat(made(root(engine), root(engine).edit)).isLessThan(20);
        }
    }

    @Test
    void manyRangeDeletesKeepADeepTreeSound() {
        Random random = new Random(SEED);
        try (MemoryEngine engine = filled()) {
            for (int i = 0; i < 1_500; i++) {
                deleteRange(engine, random.nextInt(ENTRIES), random.nextInt(400));
                if (i % 100 == 0) {
                    TreeCheck.check(root(engine), true);
                }
            }
            while (root(engine).entries() > 0) {
                deleteRange(engine, random.nextInt(-ENTRIES, ENTRIES), ENTRIES / 2);
                TreeCheck.check(root(engine), true);
            }
            assertThat(root(engine).bytes()).isZero();
        }
    }

    @Test
    void aLeafWhoseValuesShrinkIsJoinedWithItsNeighbour() {
        try (MemoryEngine engine = new MemoryEngine()) {
            for (int i = 0; i < 2_000; i++) {
                put(engine, key(i), new byte[Records.INLINE_VALUE_BYTES_MAX]);
            }
            TreeCheck.check(root(engine), true);
            for (int i = 0; i < 2_000; i++) {
                put(engine, key(i), new byte[i % 3]);
            }
            TreeCheck.check(root(engine), true);
        }
    }

    @Test
    void onePutCopiesOnePath() {
        try (MemoryEngine engine = filled()) {
            put(engine, Bytes.after(key(200_000)), key(1));
            assertThat(made(root(engine), root(engine).edit))
                    .isLessThanOrEqualTo(
                            root(engine) instanceof Inner inner ? inner.height + 2 : 1);
        }
    }

    @Test
    void appendingSharesTheArraysOfTheLastLeaf() {
        try (MemoryEngine engine = new MemoryEngine()) {
            int shared = 0;
            byte[] before = lastLeaf(engine).data;
            for (int i = 0; i < 1_000; i++) {
                put(engine, key(i), key(i));
                byte[] after = lastLeaf(engine).data;
                shared += before == after ? 1 : 0;
                before = after;
            }
            assertThat(shared).isGreaterThan(950);
        }
    }

    @Test
    void aLargeValueIsNeverCopiedWhenANeighbourChanges() {
        byte[] large = new byte[1_000_000];
        try (MemoryEngine engine = new MemoryEngine()) {
            put(engine, key(500), large);
            for (int i = 0; i < 1_000; i++) {
                put(engine, key(i * 37 % 1_000), i * 37 % 1_000 == 500 ? large : key(i));
            }
            TreeCheck.check(root(engine), true);
            Leaf leaf = PackedTree.find(root(engine), key(500));
            int record = leaf.record(leaf.indexOf(key(500)));
            assertThat(leaf.largeValue(record, Records.header(leaf.data, record))).isSameAs(large);
            assertThat(leaf.data.length).isLessThanOrEqualTo(2 * Leaf.BYTES_MAX);
        }
    }

    @Test
    void replacingValuesForEverKeepsALeafSmall() {
        try (MemoryEngine engine = new MemoryEngine()) {
            for (int i = 0; i < 20_000; i++) {
                put(engine, key(i % 10), new byte[i % 200]);
            }
            assertThat(lastLeaf(engine).data.length).isLessThan(Leaf.BYTES_MAX);
            for (int i = 0; i < 9; i++) {
                delete(engine, key(i));
            }
            assertThat(lastLeaf(engine).data.length).isLessThan(2_048);
        }
    }

    @Test
    void whatIsInsertedElsewhereMaySplitTheNodesAboveAnAppend() {
        for (int others = 1; others <= 8; others++) {
            Random random = new Random(others);
            try (MemoryEngine engine = new MemoryEngine()) {
                WriteBatch batch = new WriteBatch();
                for (int i = 0; i < 3_000; i++) {
                    batch.put(Engine.DEFAULT_KEYSPACE, key(ENTRIES + i), key(i));
                    for (int j = 0; j < others; j++) {
                        batch.put(Engine.DEFAULT_KEYSPACE, key(random.nextInt(ENTRIES)), key(i));
                    }
                }
                engine.apply(batch);
                TreeCheck.check(root(engine), true);
            }
        }
    }

    private static MemoryEngine filled() {
        MemoryEngine engine = new MemoryEngine();
        Random random = new Random(SEED);
        int[] order = random.ints(0, ENTRIES).distinct().limit(ENTRIES).toArray();
        for (int i = 0; i < ENTRIES; ) {
            WriteBatch batch = new WriteBatch();
            for (int j = 0; j < 1_000; j++) {
                batch.put(Engine.DEFAULT_KEYSPACE, key(order[i]), key(order[i]));
                i++;
            }
            engine.apply(batch);
        }
        return engine;
    }

    private static void put(MemoryEngine engine, byte[] key, byte[] value) {
        WriteBatch batch = new WriteBatch();
        batch.put(Engine.DEFAULT_KEYSPACE, key, value);
        engine.apply(batch);
    }

    private static void deleteRange(MemoryEngine engine, int from, int length) {
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(
                Engine.DEFAULT_KEYSPACE, KeyRange.of(key(Math.max(0, from)), key(from + length)));
        engine.apply(batch);
    }

    private static void delete(MemoryEngine engine, byte[] key) {
        WriteBatch batch = new WriteBatch();
        batch.delete(Engine.DEFAULT_KEYSPACE, key);
        engine.apply(batch);
    }

    /** How many nodes an edit made. */
    private static int made(Node node, long edit) {
        int made = node.edit == edit ? 1 : 0;
        if (made > 0 && node instanceof Inner inner) {
            for (Node child : inner.children) {
                made += made(child, edit);
            }
        }
        return made;
    }

    private static Leaf lastLeaf(MemoryEngine engine) {
        Node node = root(engine);
        while (node instanceof Inner inner) {
            node = inner.children[inner.count - 1];
        }
        return (Leaf) node;
    }

    private static Node root(MemoryEngine engine) {
        return MemoryEngineModelTest.root(engine);
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }
}
