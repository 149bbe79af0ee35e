package io.cairn.bench;

import com.apple.foundationdb.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** Packing and unpacking of tuples against FoundationDB's own codec in Java. */
final class TuplePacking {

    private static final int TUPLES = Data.operations(200_000);

    private TuplePacking() {}

    /** A kind of tuples. */
    private enum Kind {
        /** Such as a key of an index: some 60 bytes. */
        MIXED,
        /** Three integers of up to eight bytes. */
        INTEGERS,
        /** Three strings of 5 to 40 letters. */
        STRINGS;

        Object[] elements(Random random) {
            return switch (this) {
                case MIXED ->
                        new Object[] {
                            "users",
                            random.nextLong() >> random.nextInt(64),
                            text(random),
                            new UUID(random.nextLong(), random.nextLong()),
                            random.nextDouble(),
                            random.nextBoolean(),
                        };
                case INTEGERS ->
                        new Object[] {
                            random.nextLong() >> random.nextInt(64),
                            (long) random.nextInt(256),
                            random.nextLong() >> random.nextInt(64),
                        };
                case STRINGS -> new Object[] {text(random), text(random), text(random)};
            };
        }

        private static String text(Random random) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5, 41); i > 0; i--) {
                text.append((char) random.nextInt('a', 'z' + 1));
            }
            return text.toString();
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (Kind kind : Kind.values()) {
            List<Object[]> elements = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < TUPLES; i++) {
                elements.add(kind.elements(random));
            }
            pack(kind, elements);
            unpack(kind, elements);
        }
    }

    /** From elements to bytes, as a program does that makes a key. */
    private static void pack(Kind kind, List<Object[]> elements) throws Exception {
        long expected = 0;
        for (Object[] each : elements) {
            expected += Tuple.from(each).pack().length;
        }
        long bytes = expected;
        Rounds.Medians medians =
                new Rounds(5, 11)
                        .add(
                                "fdb-java",
                                () -> {
                                    long sum = 0;
                                    for (Object[] each : elements) {
                                        sum += Tuple.from(each).pack().length;
                                    }
                                    Data.same("fdb-java", sum, bytes);
                                    return TUPLES;
                                })
                        .add(
                                "pack",
                                () -> {
                                    long sum = 0;
                                    for (Object[] each : elements) {
                                        sum += io.cairn.layer.tuple.Tuple.of(each).pack().length;
                                    }
                                    Data.same("pack", sum, bytes);
                                    return TUPLES;
                                })
                        .run();
        medians.report("tuple of " + name(kind) + ": pack", "pack", "fdb-java", 1.0);
    }

    /** From bytes to elements, each of which is looked at. */
    private static void unpack(Kind kind, List<Object[]> elements) throws Exception {
        List<byte[]> packed = new ArrayList<>();
        long expected = 0;
        for (Object[] each : elements) {
            packed.add(Tuple.from(each).pack());
            expected += hash(Tuple.from(each));
        }
        long hash = expected;
        Rounds.Medians medians =
                new Rounds(5, 11)
                        .add(
                                "fdb-java",
                                () -> {
                                    long sum = 0;
                                    for (byte[] each : packed) {
                                        sum += hash(Tuple.fromBytes(each));
                                    }
                                    Data.same("fdb-java", sum, hash);
                                    return TUPLES;
                                })
                        .add(
                                "unpack",
                                () -> {
                                    long sum = 0;
                                    for (byte[] each : packed) {
                                        sum += hash(io.cairn.layer.tuple.Tuple.unpack(each));
                                    }
                                    Data.same("unpack", sum, hash);
                                    return TUPLES;
                                })
                        .run();
        medians.report("tuple of " + name(kind) + ": unpack", "unpack", "fdb-java", 1.0);
    }

    private static long hash(Tuple tuple) {
        long hash = 0;
        for (int i = 0; i < tuple.size(); i++) {
            hash = 31 * hash + tuple.get(i).hashCode();
        }
        return hash;
    }

    private static long hash(io.cairn.layer.tuple.Tuple tuple) {
        long hash = 0;
        for (int i = 0; i < tuple.size(); i++) {
            hash = 31 * hash + Objects.hashCode(tuple.get(i));
        }
        return hash;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
