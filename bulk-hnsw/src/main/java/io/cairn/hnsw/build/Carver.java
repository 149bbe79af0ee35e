package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.VectorRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts vectors into overlapping balls (ball carving, as in PiPNN): vectors drawn at random lead the
 * balls, each vector goes to the nearest few leaders, and balls that are still too large are cut
 * again, each vector then going to one. Used by one thread.
 */
final class Carver {

    /** Leaders of one cut, so that a cut costs each vector a bounded number of distances. */
    private static final int LEADERS_MAX = 1000;

    private static final int LEADERS_MIN = 3;

    /** Balls that overlap are smaller than the cut makes them: more leaders, to the same size. */
    private static final int FAN_COUNTED = 2;

    /** A ball that keeps more of its vectors than this is not getting smaller. */
    private static final double STUCK = 0.9;

    private final VectorRows rows;
    private final int[] members;
    private final PartitionShape shape;
    private final long seed;

    /**
     * Cuts some rows.
     *
     * @param members the rows; what is returned are places in it
     */
    Carver(VectorRows rows, int[] members, PartitionShape shape, long seed) {
        this.rows = rows;
        this.members = members;
        this.shape = shape;
        this.seed = seed;
    }

    Carving carve(Workers workers) {
        int[] all = Places.all(members.length);
        if (all.length <= shape.leaf()) {
            return new Carving(List.of(all), all);
        }
        Cut cut = cut(all, shape.fan(), new SplittableRandom(seed), workers);
        List<List<int[]>> leaves = new ArrayList<>();
        int[][] orders = new int[cut.balls().length][];
        for (int i = 0; i < cut.balls().length; i++) {
            leaves.add(new ArrayList<>());
        }
        SplittableRandom[] randoms = new SplittableRandom[cut.balls().length];
        SplittableRandom source = new SplittableRandom(seed + 1);
        Arrays.setAll(randoms, _ -> source.split());
        try (Workers alone = new Workers(1)) {
            workers.run(
                    cut.balls().length,
                    1,
                    _ -> alone,
                    (worker, begin, end) -> {
                        for (int i = begin; i < end; i++) {
                            int[] ball = cut.balls()[i];
                            split(ball, randoms[i], leaves.get(i), worker);
                            orders[i] = own(ball, i, cut.nearest(), leaves.get(i));
                        }
                    });
        }
        List<int[]> flat = new ArrayList<>();
        leaves.forEach(flat::addAll);
        int[] order = new int[all.length];
        int at = 0;
        for (int ball : cut.chain()) {
            System.arraycopy(orders[ball], 0, order, at, orders[ball].length);
            at += orders[ball].length;
        }
        return new Carving(flat, order);
    }

    /** Returns those of a ball that have no nearer one, in the order of its leaves. */
    private static int[] own(int[] ball, int number, int[] nearest, List<int[]> leaves) {
        int[] own = new int[ball.length];
        int count = 0;
        for (int[] leaf : leaves) {
            for (int place : leaf) {
                if (nearest[place] == number) {
                    own[count++] = place;
                }
            }
        }
        return Arrays.copyOf(own, count);
    }

    private void split(int[] ball, SplittableRandom random, List<int[]> leaves, Workers alone) {
        if (ball.length <= shape.leaf()) {
            if (ball.length > 0) {
                leaves.add(ball);
            }
            return;
        }
        Cut cut = cut(ball, 1, random, alone);
        for (int next : cut.chain()) {
            int[] part = cut.balls()[next];
            if (part.length > STUCK * ball.length) {
                slice(part, leaves);
            } else {
                split(part, random, leaves, alone);
            }
        }
    }

    /** Equal vectors cannot be told apart by nearness: any division of them is as good. */
    private void slice(int[] ball, List<int[]> leaves) {
        for (int i = 0; i < ball.length; i += shape.leaf()) {
            leaves.add(Arrays.copyOfRange(ball, i, Math.min(ball.length, i + shape.leaf())));
        }
    }

    /**
     * One cut.
     *
     * @param balls places, by leader
     * @param nearest the nearest leader, by place; only of the first cut
     * @param chain the leaders, each followed by one near it
     */
    private record Cut(int[][] balls, int[] nearest, int[] chain) {}

    private Cut cut(int[] ball, int fan, SplittableRandom random, Workers workers) {
        long wanted = 2L * ball.length * Math.min(fan, FAN_COUNTED) / shape.leaf();
        int count = Math.clamp(wanted, LEADERS_MIN, Math.min(LEADERS_MAX, ball.length));
        int[] leading = draw(ball, count, random);
        Leaders leaders = new Leaders(rows, leading);
        int fanned = Math.min(fan, count);
        int[] assigned = new int[ball.length * fanned];
        workers.run(
                ball.length,
                Leaders.AT_ONCE,
                _ -> leaders.assignment(fanned),
                (assignment, begin, end) -> {
                    int[] some = new int[end - begin];
                    for (int i = begin; i < end; i++) {
                        some[i - begin] = members[ball[i]];
                    }
                    assignment.assign(some, assigned, begin * fanned);
                });
        boolean first = ball.length == members.length;
        int[] nearest = new int[first ? members.length : 0];
        if (first) {
            for (int i = 0; i < ball.length; i++) {
                nearest[ball[i]] = assigned[i * fanned];
            }
        }
        return new Cut(gather(ball, assigned, fanned, count), nearest, leaders.chain());
    }

    /** Draws distinct members. */
    private int[] draw(int[] ball, int count, SplittableRandom random) {
        int[] shuffled = ball.clone();
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(shuffled.length - i);
            drawn[i] = members[shuffled[j]];
            shuffled[j] = shuffled[i];
        }
        return drawn;
    }

    private static int[][] gather(int[] ball, int[] assigned, int fan, int count) {
        int[] sizes = new int[count];
        for (int leader : assigned) {
            sizes[leader]++;
        }
        int[][] balls = new int[count][];
        Arrays.setAll(balls, i -> new int[sizes[i]]);
        Arrays.fill(sizes, 0);
        for (int i = 0; i < ball.length; i++) {
            for (int j = 0; j < fan; j++) {
                int leader = assigned[i * fan + j];
                balls[leader][sizes[leader]++] = ball[i];
            }
        }
        return balls;
    }
}
