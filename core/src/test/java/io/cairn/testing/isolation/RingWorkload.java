package io.cairn.testing.isolation;

import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Nodes that point to each other in one ring; every transaction reorders three neighbours, so the
 * ring must stay one ring (FoundationDB's Cycle workload).
 */
public final class RingWorkload {

    private final Database db;
    private final int nodes;

    /** Writes a ring of this many nodes. */
    public RingWorkload(Database db, int nodes) {
        this.db = db;
        this.nodes = nodes;
        db.transact(tx -> {
            for (int i = 0; i < nodes; i++) {
                set(tx, i, (i + 1) % nodes);
            }
            return null;
        });
    }

    /** Takes the node behind a random one out and puts it one place further. */
    public void step(Random random) {
        int first = random.nextInt(nodes);
        db.transact(tx -> {
            int second = next(tx, first);
            int third = next(tx, second);
            int fourth = next(tx, third);
            set(tx, first, third);
            set(tx, third, second);
            set(tx, second, fourth);
            return null;
        });
    }

    /** Returns the length of the ring that node 0 is on, in one consistent state. */
    public int length() {
        return db.read(view -> {
            Set<Integer> visited = new HashSet<>();
            int at = 0;
            while (visited.add(at)) {
                at = next(view, at);
            }
            return at == 0 ? visited.size() : -1;
        });
    }

    private static int next(ReadView view, int node) {
        return Integer.parseInt(Bytes.text(Objects.requireNonNull(view.get(key(node)))));
    }

    private static void set(WriteView view, int node, int next) {
        view.put(key(node), Bytes.utf8(Integer.toString(next)));
    }

    private static byte[] key(int node) {
        return Bytes.utf8("node" + node);
    }
}
