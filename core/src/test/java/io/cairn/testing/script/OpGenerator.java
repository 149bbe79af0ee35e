package io.cairn.testing.script;

import io.cairn.api.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes scripts from a seed: the same seed gives the same script for ever. Keys are few and
 * awkward, so that operations meet. One thread at a time.
 */
public final class OpGenerator {

    private static final String ALPHABET = "ab/\u0000\u00ff";
    private static final int HANDLES = 3;
    private static final int[] PUT_MODES = {
        0,
        0,
        0,
        Mode.APPEND.bits(),
        Mode.NEW_ONLY.bits(),
        Mode.EXIST_ONLY.bits(),
        Mode.APPEND.bits() | Mode.EXIST_ONLY.bits(),
        Mode.NEW_ONLY.bits() | Mode.EXIST_ONLY.bits()
    };
    private static final Mode[] PAGE_MODES = {
        Mode.INCLUSIVE, Mode.CONSUME, Mode.NO_PREFIX, Mode.IGNORE_KEYS, Mode.KEEP_LAST, Mode.SUFFIX
    };

    private final Random random;
    private final Set<Integer> transactions = new TreeSet<>();
    private final Set<Integer> snapshots = new TreeSet<>();
    private final Set<Integer> cursors = new TreeSet<>();

    /**
     * Creates a generator.
     *
     * @param seed chooses the script
     */
    public OpGenerator(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /**
     * Makes a script.
     *
     * @param length the number of operations
     * @return the operations
     */
    public List<Op> script(int length) {
        List<Op> script = new ArrayList<>(length);
        while (script.size() < length) {
            script.add(next());
        }
        return script;
    }

    private Op next() {
        int dice = random.nextInt(100);
        if (dice < 26) {
            return new Op.Put(
                    writable(), key(), value(), PUT_MODES[random.nextInt(PUT_MODES.length)]);
        } else if (dice < 31) {
            return new Op.PutAll(
                    writable(), PUT_MODES[random.nextInt(PUT_MODES.length)], entries());
        } else if (dice < 43) {
            String on = anywhere();
            int modes = on.startsWith("s") || random.nextInt(4) > 0 ? 0 : Mode.CONSUME.bits();
            return new Op.Get(on, modes, keys());
        } else if (dice < 48) {
            return new Op.Delete(writable(), keys());
        } else if (dice < 53) {
            String[] bounds = bounds();
            return new Op.DeleteRange(writable(), bounds[0], bounds[1]);
        } else if (dice < 61) {
            return page();
        } else if (dice < 68) {
            String[] bounds = bounds();
            return new Op.Scan(
                    anywhere(), bounds[0], bounds[1], random.nextBoolean(), 1 + random.nextInt(12));
        } else if (dice < 70) {
            String[] bounds = bounds();
            return new Op.Count(anywhere(), bounds[0], bounds[1]);
        }
        return handles(dice);
    }

    private Op handles(int dice) {
        if (dice < 77 && transactions.size() < HANDLES) {
            return new Op.Begin(free(transactions), random.nextInt(4) == 0);
        } else if (dice < 84 && !transactions.isEmpty()) {
            int number = taken(transactions);
            transactions.remove(number);
            return random.nextInt(8) == 0 ? new Op.Abort(number) : new Op.Commit(number);
        } else if (dice < 86 && snapshots.size() < HANDLES) {
            return new Op.Freeze(free(snapshots));
        } else if (dice < 88 && !snapshots.isEmpty()) {
            int number = taken(snapshots);
            snapshots.remove(number);
            return new Op.Thaw(number);
        } else if (dice < 91 && cursors.size() < HANDLES) {
            String[] bounds = bounds();
            return new Op.Open(
                    free(cursors), anywhere(), bounds[0], bounds[1], random.nextBoolean());
        } else if (dice < 98 && !cursors.isEmpty()) {
            int number = taken(cursors);
            if (random.nextInt(5) > 0) {
                return new Op.Step(number, 1 + random.nextInt(4));
            }
            cursors.remove(number);
            return new Op.Close(number);
        } else if (random.nextInt(12) > 0) {
            return new Op.Checkpoint();
        }
        transactions.clear();
        snapshots.clear();
        cursors.clear();
        return new Op.Reopen();
    }

    private int free(Set<Integer> used) {
        int number = random.nextInt(HANDLES);
        while (!used.add(number)) {
            number = (number + 1) % HANDLES;
        }
        return number;
    }

    private int taken(Set<Integer> used) {
        return used.stream().skip(random.nextInt(used.size())).findFirst().orElseThrow();
    }

    private Op page() {
        String on = anywhere();
        int modes = 0;
        for (Mode mode : PAGE_MODES) {
            if (random.nextInt(4) == 0 && !(mode == Mode.CONSUME && on.startsWith("s"))) {
                modes |= mode.bits();
            }
        }
        String filter = random.nextBoolean() ? "" : key().substring(0, 1);
        return new Op.Page(on, random.nextBoolean() ? "" : key(), filter, random.nextInt(8), modes);
    }

    private String writable() {
        boolean alone = transactions.isEmpty() || random.nextInt(5) < 2;
        return (alone ? "db" : "t" + taken(transactions)) + keyspace();
    }

    private String anywhere() {
        return !snapshots.isEmpty() && random.nextInt(4) == 0
                ? "s" + taken(snapshots) + keyspace()
                : writable();
    }

    private String keyspace() {
        int dice = random.nextInt(12);
        return dice == 0 ? ":two" : dice < 3 ? ":one" : "";
    }

    private String key() {
        StringBuilder key = new StringBuilder();
        int dice = random.nextInt(10);
        int length = dice < 4 ? 1 : dice < 9 ? 2 : 3;
        for (int i = 0; i < length; i++) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    /** Returns a range, now and then a reversed or unbounded one. */
    private String[] bounds() {
        String begin = random.nextInt(5) == 0 ? "" : key();
        String end = random.nextInt(5) == 0 ? "" : key();
        boolean swap = !end.isEmpty() && begin.compareTo(end) > 0 && random.nextInt(8) > 0;
        return swap ? new String[] {end, begin} : new String[] {begin, end};
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            keys.add(key());
        }
        return keys;
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (String key : keys()) {
            entries.add(key);
            entries.add(value());
        }
        return entries;
    }

    private String value() {
        int dice = random.nextInt(20);
        int length = dice == 0 ? 300 + random.nextInt(3_000) : dice < 3 ? 0 : 1 + random.nextInt(6);
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < length; i++) {
            value.append((char) ('0' + random.nextInt(10)));
        }
        return value.toString();
    }
}
