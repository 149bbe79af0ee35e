package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reservoir keeps the nearest of what it was offered, in whatever order. */
class ReservoirsTest {

    private static final int VECTORS = 5;
    private static final int OFFERED = 300;

    private static long candidate(int row) {
        return Ranked.of((row * 37 % 50) / 10f, row);
    }

    /** The same row, its distance having been rounded otherwise. */
    private static long farther(int row, Random random) {
        return Ranked.of(Ranked.distance(candidate(row)) + random.nextInt(3), row);
    }

    private static long[] expected(int capacity) {
        long[] all = new long[OFFERED];
        Arrays.setAll(all, ReservoirsTest::candidate);
        Arrays.sort(all);
        return Arrays.copyOf(all, Math.min(capacity, OFFERED));
    }

    private static Reservoirs reservoirs(Arena arena, int vectors, int capacity) {
        return new Reservoirs(
                arena.allocate(Reservoirs.bytes(vectors, capacity), 8), vectors, capacity);
    }

    private static long[] kept(Reservoirs reservoirs, int vector) {
        long[] kept = new long[reservoirs.capacity()];
        int count = reservoirs.copy(vector, kept);
        return Arrays.copyOf(kept, count);
    }

    /** Offers every candidate at least once, in sorted pieces of random sizes. */
    private static void offer(Reservoirs reservoirs, int vector, Random random) {
        List<Long> offered = new ArrayList<>();
        for (int row = 0; row < OFFERED; row++) {
            offered.add(candidate(row));
            for (int i = random.nextInt(4); i > 0; i--) {
                offered.add(farther(row, random));
            }
        }
        Collections.shuffle(offered, random);
        long[] scratch = new long[reservoirs.capacity()];
        int at = 0;
        while (at < offered.size()) {
            int size = Math.min(offered.size() - at, 1 + random.nextInt(40));
            long[] piece =
                    offered.subList(at, at + size).stream()
                            .mapToLong(Long::longValue)
                            .sorted()
                            .toArray();
            if (size == 1) {
                reservoirs.offer(vector, piece[0], scratch);
            } else {
                reservoirs.offer(vector, piece, size, scratch);
            }
            at += size;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 48, 120, 127})
    void keepsTheNearestInAnyOrder(int capacity) {
        try (Arena arena = Arena.ofShared()) {
            for (int seed = 0; seed < 20; seed++) {
                Reservoirs reservoirs = reservoirs(arena, VECTORS, capacity);
                offer(reservoirs, 3, new Random(seed));
                assertThat(kept(reservoirs, 3)).isEqualTo(expected(capacity));
                assertThat(kept(reservoirs, 2)).isEmpty();
                assertThat(kept(reservoirs, 4)).isEmpty();
            }
        }
    }

    @Test
    void keepsTheNearestOfWhatSeveralThreadsOffer() {
        int capacity = 20;
        try (Arena arena = Arena.ofShared();
                Workers workers = new Workers(4)) {
            // Vectors 0 and 4096 share a lock.
            int vectors = 4097;
            Reservoirs reservoirs = reservoirs(arena, vectors, capacity);
            workers.run(
                    64,
                    1,
                    number -> number,
                    (_, begin, _) ->
                            offer(reservoirs, begin % 2 == 0 ? 0 : 4096, new Random(begin)));
            assertThat(kept(reservoirs, 0)).isEqualTo(expected(capacity));
            assertThat(kept(reservoirs, 4096)).isEqualTo(expected(capacity));
        }
    }

    @Test
    void theLastOneBoundsWhatIsKeptOnceThereIsNoMoreRoom() {
        try (Arena arena = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(arena, VECTORS, 3);
            long[] scratch = new long[3];
            for (int distance : new int[] {5, 2}) {
                reservoirs.offer(1, Ranked.of(distance, distance), scratch);
                assertThat(reservoirs.bound(1)).isEqualTo(Float.POSITIVE_INFINITY);
            }
            reservoirs.offer(1, Ranked.of(9, 9), scratch);
            assertThat(reservoirs.bound(1)).isEqualTo(9);
            reservoirs.offer(1, Ranked.of(1, 1), scratch);
            assertThat(reservoirs.bound(1)).isEqualTo(5);
        }
    }

    @Test
    void whatIsSetReplacesWhatWasThere() {
        try (Arena arena = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(arena, VECTORS, 8);
            offer(reservoirs, 1, new Random(1));
            reservoirs.set(1, new long[] {candidate(7)}, 1);
            assertThat(kept(reservoirs, 1)).containsExactly(candidate(7));
        }
    }
}
