package io.cairn.testing.isolation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Orders in which the turns of several programs can be taken; each order names the client of each
 * turn.
 */
public final class Interleavings {

    private Interleavings() {}

    /**
     * Returns every interleaving if there are at most {@code max}, otherwise that many chosen by
     * the seed.
     */
    public static List<int[]> of(List<Program> programs, int max, long seed) {
        List<int[]> all = new ArrayList<>();
        int[] left = programs.stream().mapToInt(Program::turns).toArray();
        int turns = java.util.Arrays.stream(left).sum();
        if (enumerate(left, new int[turns], 0, all, max)) {
            return all;
        }
        Random random = new Random(seed);
        all.clear();
        for (int i = 0; i < max; i++) {
            all.add(shuffled(programs, turns, random));
        }
        return all;
    }

    private static boolean enumerate(int[] left, int[] order, int at, List<int[]> all, int max) {
        if (at == order.length) {
            all.add(order.clone());
            return all.size() <= max;
        }
        for (int client = 0; client < left.length; client++) {
            if (left[client] > 0) {
                left[client]--;
                order[at] = client;
                boolean room = enumerate(left, order, at + 1, all, max);
                left[client]++;
                if (!room) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] shuffled(List<Program> programs, int turns, Random random) {
        List<Integer> order = new ArrayList<>(turns);
        for (int client = 0; client < programs.size(); client++) {
            order.addAll(Collections.nCopies(programs.get(client).turns(), client));
        }
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
