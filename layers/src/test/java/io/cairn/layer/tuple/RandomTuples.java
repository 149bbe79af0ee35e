package io.cairn.layer.tuple;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Elements of every type, with a liking for the edges between lengths. Used by one thread. */
final class RandomTuples {

    private static final int TYPES = 12;
    private static final int LENGTH_MAX = 12;
    private static final String[] LETTERS = {
        "a", "z", "\0", "\1", "\u007F", "\u0080", "\u00E9", "\uFFFD", "\uFFFF", "\uD83D\uDE00", "?",
    };

    private final RandomGenerator random;

    RandomTuples(RandomGenerator random) {
        this.random = random;
    }

    /** Returns elements as a program would give them; nested ones are lists. */
    List<@Nullable Object> next() {
        return elements(0);
    }

    private List<@Nullable Object> elements(int depth) {
        int count = random.nextInt(5);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element(depth));
        }
        return elements;
    }

    private @Nullable Object element(int depth) {
        return switch (random.nextInt(depth < 3 ? TYPES : TYPES - 1)) {
            case 0 -> null;
            case 1 -> bytes();
            case 2 -> text();
            case 3 -> (Object) nearPower();
            case 4 -> (Object) (long) random.nextInt(-300, 300);
            case 5 -> big();
            case 6 -> (Object) Float.intBitsToFloat(number());
            case 7 -> (Object) Double.longBitsToDouble(random.nextLong());
            case 8 -> random.nextBoolean();
            case 9 -> new UUID(random.nextLong(), random.nextLong());
            case 10 -> stamp();
            default -> elements(depth + 1);
        };
    }

    /** No NaN: equal ones have different bits. */
    private int number() {
        int bits = random.nextInt();
        return Float.isNaN(Float.intBitsToFloat(bits)) ? 0 : bits;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(LENGTH_MAX)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(-1, 2) : random.nextInt());
        }
        return bytes;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LENGTH_MAX); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private long nearPower() {
        long power = 1L << random.nextInt(Long.SIZE);
        return (random.nextBoolean() ? power : -power) + random.nextInt(-2, 3);
    }

    private BigInteger big() {
        BigInteger power = BigInteger.ONE.shiftLeft(random.nextInt(200));
        BigInteger near = power.add(BigInteger.valueOf(random.nextInt(-2, 3)));
        return random.nextBoolean() ? near : near.negate();
    }

    private Versionstamp stamp() {
        byte[] transaction = new byte[Versionstamp.TRANSACTION_BYTES];
        random.nextBytes(transaction);
        transaction[0] = 0;
        return Versionstamp.complete(transaction, random.nextInt(1 << 16));
    }
}
