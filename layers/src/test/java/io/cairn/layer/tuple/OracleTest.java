package io.cairn.layer.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FoundationDB's codec packs the same elements into the same bytes, and unpacks them. */
class OracleTest {

    private static final int TUPLES = 250_000;

    /** Of so many neighbours each pair is compared. */
    private static final int WINDOW = 3;

    private static Object theirs(@Nullable Object element) {
        return switch (element) {
            case Versionstamp stamp ->
                    com.apple.foundationdb.tuple.Versionstamp.fromBytes(stamp.toBytes());
            case Tuple tuple -> tuple(tuple.elements());
            case List<?> list -> tuple(list);
            case null, default -> element;
        };
    }

    private static com.apple.foundationdb.tuple.Tuple tuple(List<?> elements) {
        List<@Nullable Object> converted = new ArrayList<>();
        elements.forEach(element -> converted.add(theirs(element)));
        return com.apple.foundationdb.tuple.Tuple.fromList(converted);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesAreTheSame(long seed) {
        RandomTuples random = new RandomTuples(new SplittableRandom(seed));
        List<Tuple> last = new ArrayList<>();
        for (int i = 0; i < TUPLES; i++) {
            List<@Nullable Object> elements = random.next();
            Tuple ours = Tuple.from(elements);
            byte[] packed = ours.pack();
            if (!Arrays.equals(packed, tuple(elements).pack())) {
                assertThat(packed).as("seed %d: %s", seed, ours).isEqualTo(tuple(elements).pack());
            }
            if (!Tuple.unpack(packed).equals(ours)) {
                assertThat(Tuple.unpack(packed)).as("seed %d", seed).isEqualTo(ours);
            }
            for (Tuple other : last) {
                int order = Integer.signum(tuple(other.elements()).compareTo(tuple(elements)));
                assertThat(Integer.signum(other.compareTo(ours)))
                        .as("seed %d: %s and %s", seed, other, ours)
                        .isEqualTo(order);
            }
            last.add(ours);
            if (last.size() == WINDOW) {
                last.clear();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551615", "-18446744073709551615"})
    void ofTwoFormsOfTheLargestOfEightBytesTheShorterIsWritten(String decimal) {
        BigInteger number = new BigInteger(decimal);
        assertThat(Tuple.of(number).pack())
                .isEqualTo(com.apple.foundationdb.tuple.Tuple.from(number).pack())
                .hasSize(9);
    }
}
