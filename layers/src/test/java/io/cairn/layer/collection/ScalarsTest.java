package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Scalars of JSON as tuples that sort as the scalars do. */
class ScalarsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static int compare(@Nullable Object a, @Nullable Object b) {
        return Integer.signum(Scalars.tuple(a).compareTo(Scalars.tuple(b)));
    }

    private static BigDecimal number(Random random) {
        BigInteger digits = new BigInteger(random.nextInt(1, 130), random);
        BigDecimal number = new BigDecimal(digits, random.nextInt(-30, 31));
        return random.nextBoolean() ? number.negate() : number;
    }

    @Test
    void numbersSortByWhatTheyAreWorthAndComeBack() {
        Random random = new Random(1);
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            BigDecimal number = number(random);
            numbers.add(number);
            // Its neighbours begin with the same digits.
            numbers.add(
                    number.add(new BigDecimal(BigInteger.ONE, number.scale() + random.nextInt(3))));
            numbers.add(number.setScale(number.scale() + random.nextInt(3)));
        }
        for (String each : List.of("0", "-0.0", "0e7", "1", "10", "-1", "-1.2", "-1.23", "1e400")) {
            numbers.add(new BigDecimal(each));
        }
        for (BigDecimal a : numbers) {
            assertThat((BigDecimal) Scalars.value(Scalars.tuple(a))).isEqualByComparingTo(a);
            for (BigDecimal b : numbers) {
                assertThat(compare(a, b)).as("%s and %s", a, b).isEqualTo(a.compareTo(b));
            }
        }
    }

    @Test
    void kindsFollowEachOther() {
        List<@Nullable Object> sorted =
                Arrays.asList(
                        null,
                        false,
                        true,
                        new BigDecimal("-1e500"),
                        Long.MIN_VALUE,
                        -2,
                        -1.5,
                        0,
                        1e-300,
                        0.1f,
                        1,
                        (short) 255,
                        9007199254740993L,
                        new BigDecimal("9007199254740993.1"),
                        1e300,
                        BigInteger.TEN.pow(400),
                        "",
                        "\0",
                        "10",
                        "9",
                        "a",
                        "a\0",
                        "\uffff",
                        "\ud83d\ude00");
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                assertThat(compare(sorted.get(i), sorted.get(j)))
                        .as("%s and %s", sorted.get(i), sorted.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void equalNumbersAreOneHoweverTheyAreGiven() {
        for (Object one :
                List.of(
                        1L,
                        1.0,
                        1.0f,
                        (byte) 1,
                        new BigDecimal("1.000"),
                        BigInteger.ONE,
                        NODES.numberNode(1),
                        NODES.numberNode(1.0f),
                        NODES.numberNode(new BigDecimal("0.1e1")))) {
            assertThat(Scalars.tuple(one)).isEqualTo(Scalars.tuple(1));
        }
        assertThat(Scalars.tuple(0.1)).isEqualTo(Scalars.tuple(0.1f));
        assertThat(Scalars.tuple(-0.0)).isEqualTo(Scalars.tuple(0));
        assertThat(Scalars.tuple(NODES.nullNode())).isEqualTo(Scalars.tuple(null));
        assertThat(Scalars.tuple(NODES.stringNode("1"))).isEqualTo(Scalars.tuple("1"));
        assertThat(Scalars.tuple(NODES.booleanNode(true))).isEqualTo(Scalars.tuple(true));
    }

    @Test
    void whatIsNoScalarIsRefused() {
        for (Object bad :
                List.of(
                        Double.NaN,
                        Float.POSITIVE_INFINITY,
                        'c',
                        List.of(),
                        NODES.objectNode(),
                        NODES.missingNode(),
                        "\ud800x",
                        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
                        new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE))) {
            assertThatThrownBy(() -> Scalars.tuple(bad).pack())
                    .as("%s", bad.getClass())
                    .isInstanceOf(InvalidArgumentException.class);
        }
        for (Tuple bad :
                List.of(
                        Tuple.of(4),
                        Tuple.of("x"),
                        Tuple.of(1, 2),
                        Tuple.of(3, 4),
                        Tuple.of(2, 1, 1, "x"),
                        Tuple.of(2, 1, Long.MAX_VALUE, "1"))) {
            assertThatThrownBy(() -> Scalars.value(bad))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void arraysGiveTheirScalarsOnce() {
        JsonNode document =
                JsonText.MAPPER.readTree(
                        "{\"a\":[1,1.0,\"x\",null,[2],{}],\"o\":{\"b\":true},\"e\":[]}");
        assertThat(Scalars.at(JsonPointer.compile("/a"), document))
                .containsExactlyInAnyOrder(
                        Scalars.tuple(1), Scalars.tuple("x"), Scalars.tuple(null));
        assertThat(Scalars.at(JsonPointer.compile("/a/1"), document))
                .containsExactly(Scalars.tuple(1));
        assertThat(Scalars.at(JsonPointer.compile("/o/b"), document))
                .containsExactly(Scalars.tuple(true));
        for (String none : List.of("/o", "/e", "/missing", "/a/9", "/a/b", "")) {
            assertThat(Scalars.at(JsonPointer.compile(none), document)).isEmpty();
        }
    }
}
