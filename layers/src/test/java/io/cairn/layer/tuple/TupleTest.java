package io.cairn.layer.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tuples are packed into, what comes back, and in which order they stand. */
class TupleTest {

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 14",
        "1, 1501",
        "255, 15ff",
        "256, 160100",
        "-1, 13fe",
        "-255, 1300",
        "-256, 12feff",
        "9223372036854775807, 1c7fffffffffffffff",
        "-9223372036854775808, 0c7fffffffffffffff",
        "18446744073709551615, 1cffffffffffffffff",
        "-18446744073709551615, 0c0000000000000000",
        "18446744073709551616, 1d09010000000000000000",
        "-18446744073709551616, 0bf6feffffffffffffffff",
    })
    void integersTakeAsFewBytesAsTheyNeed(String decimal, String packed) {
        Tuple tuple = Tuple.of(new BigInteger(decimal));
        assertThat(hex(tuple.pack())).isEqualTo(packed);
        assertThat(Tuple.unpack(bytes(packed))).isEqualTo(tuple);
        assertThat(Tuple.unpack(bytes(packed)).bigInteger(0)).isEqualTo(new BigInteger(decimal));
    }

    @ParameterizedTest
    @CsvSource({
        "1d08ffffffffffffffff, 18446744073709551615",
        "0bf70000000000000000, -18446744073709551615",
        "160001, 1",
        "12ff00, -255",
        "1d0101, 1",
        "0bfefe, -1",
        "1d00, 0",
    })
    void longerFormsOfIntegersAreUnderstood(String packed, String decimal) {
        assertThat(Tuple.unpack(bytes(packed))).isEqualTo(Tuple.of(new BigInteger(decimal)));
    }

    @Test
    void everyTypeIsPackedAsDrawn() {
        assertThat(hex(Tuple.of((Object) null).pack())).isEqualTo("00");
        assertThat(hex(Tuple.of((Object) new byte[] {1, 0, 2}).pack())).isEqualTo("010100ff0200");
        assertThat(hex(Tuple.of("a\0b").pack())).isEqualTo("026100ff6200");
        assertThat(hex(Tuple.of(Tuple.empty()).pack())).isEqualTo("0500");
        assertThat(hex(Tuple.of(Tuple.of((Object) null)).pack())).isEqualTo("0500ff00");
        assertThat(hex(Tuple.of(1f, -1f).pack())).isEqualTo("20bf800000" + "20407fffff");
        assertThat(hex(Tuple.of(1.0).pack())).isEqualTo("21bff0000000000000");
        assertThat(hex(Tuple.of(false, true).pack())).isEqualTo("2627");
        assertThat(hex(Tuple.of(new UUID(1, 2)).pack()))
                .isEqualTo("30" + "0000000000000001" + "0000000000000002");
        byte[] transaction = new byte[Versionstamp.TRANSACTION_BYTES];
        Arrays.fill(transaction, (byte) 1);
        assertThat(hex(Tuple.of(Versionstamp.complete(transaction, 7)).pack()))
                .isEqualTo("33" + "01".repeat(10) + "0007");
        assertThat(Tuple.empty().pack()).isEmpty();
    }

    @Test
    void packedBytesSortAsTheElementsDo() {
        List<Tuple> sorted = new ArrayList<>();
        for (@Nullable Object element :
                new @Nullable Object[] {
                    null,
                    new byte[0],
                    new byte[] {0},
                    new byte[] {0, (byte) 0xFF},
                    new byte[] {1},
                    new byte[] {(byte) 0xFF},
                    "",
                    "\0",
                    "\0\uFFFF",
                    "a",
                    "a\0b",
                    "aa",
                    "b",
                    "z",
                    List.of(),
                    Collections.singletonList(null),
                    Arrays.asList(null, null),
                    List.of(1),
                }) {
            sorted.add(Tuple.of(element));
        }
        BigInteger least = BigInteger.TWO.pow(70).negate();
        sorted.add(Tuple.of(least));
        for (long number = -70_000; number <= 70_000; number += 7) {
            sorted.add(Tuple.of(number));
        }
        sorted.add(Tuple.of(Long.MAX_VALUE));
        sorted.add(Tuple.of(BigInteger.TWO.pow(64)));
        sorted.add(Tuple.of(BigInteger.TWO.pow(90)));
        for (double number : new double[] {-1e300, -1, -0.0, 0, Double.MIN_VALUE, 1, 1e300}) {
            sorted.add(Tuple.of(number));
        }
        sorted.add(Tuple.of(false));
        sorted.add(Tuple.of(true));
        sorted.add(Tuple.of(new UUID(0, 0)));
        sorted.add(Tuple.of(Versionstamp.complete(new byte[10], 0)));
        sorted.add(Tuple.of(Versionstamp.complete(new byte[10], 1)));
        sorted.add(Tuple.of(Versionstamp.incomplete(0)));
        List<Tuple> again = new ArrayList<>(sorted);
        Collections.shuffle(again, new java.util.Random(1));
        Collections.sort(again);
        assertThat(again).isEqualTo(sorted);
        for (int i = 1; i < sorted.size() - 1; i++) {
            assertThat(Arrays.compareUnsigned(sorted.get(i - 1).pack(), sorted.get(i).pack()))
                    .as("%s and %s", sorted.get(i - 1), sorted.get(i))
                    .isNegative();
        }
    }

    @Test
    void aRangeHasWhatIsLongerAndNothingElse() {
        KeyRange range = Tuple.of("a").range();
        assertThat(range.contains(Tuple.of("a", 1).pack())).isTrue();
        assertThat(range.contains(Tuple.of("a", (Object) null).pack())).isTrue();
        assertThat(range.contains(Tuple.of("a", Versionstamp.of(new byte[12])).pack())).isTrue();
        assertThat(range.contains(Tuple.of("a").pack())).isFalse();
        assertThat(range.contains(Tuple.of("a\0b").pack())).isFalse();
        assertThat(range.contains(Tuple.of("a\0b", 1).pack())).isFalse();
        assertThat(range.contains(Tuple.of("aa").pack())).isFalse();
    }

    @Test
    void elementsComeBackAsTheyWere() {
        byte[] content = {1, 2};
        Tuple tuple = Tuple.of("a", (byte) 1, content, List.of((short) 2, true), 2.5f, null);
        content[0] = 9;
        Tuple back = Tuple.unpack(MemorySegment.ofArray(tuple.pack()));
        assertThat(back).isEqualTo(tuple).hasSameHashCodeAs(tuple);
        assertThat(back.string(0)).isEqualTo("a");
        assertThat(back.integer(1)).isEqualTo(1);
        assertThat(back.bytes(2)).containsExactly(1, 2);
        assertThat(back.tuple(3)).isEqualTo(Tuple.of(2, true));
        assertThat(back.get(4)).isEqualTo(2.5f);
        assertThat(back.get(5)).isNull();
        assertThat(back.elements()).hasSize(6);
        assertThat(back).hasToString("(\"a\", 1, 0x0102, (2, true), 2.5, null)");
        assertThat(back.slice(0, 1).add(5).concat(Tuple.of(6))).isEqualTo(Tuple.of("a", 5, 6));
        assertThatThrownBy(() -> back.string(1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("index=1")
                .hasMessageContaining("Long");
    }

    @Test
    void whatATupleCannotHaveIsNamed() {
        assertThatThrownBy(() -> Tuple.of(1, new StringBuilder()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("index=1")
                .hasMessageContaining("StringBuilder");
        assertThatThrownBy(() -> Tuple.of("?\uD800").pack())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> Tuple.of(Versionstamp.incomplete(1)).pack())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("incomplete");
        assertThatThrownBy(() -> Tuple.of(BigInteger.TWO.pow(255 * 8)).pack())
                .isInstanceOf(LimitException.class);
        assertThat(Tuple.unpack(Tuple.of(BigInteger.TWO.pow(255 * 8 - 1)).pack()).bigInteger(0))
                .isEqualTo(BigInteger.TWO.pow(255 * 8 - 1));
    }

    @Test
    void tuplesAreNestedSoDeepAndNotDeeper() {
        Tuple tuple = Tuple.empty();
        for (int i = 0; i < TupleReader.DEPTH_MAX; i++) {
            tuple = Tuple.of(tuple);
        }
        Tuple deepest = tuple;
        assertThat(Tuple.unpack(deepest.pack())).isEqualTo(deepest);
        assertThatThrownBy(() -> Tuple.of(deepest)).isInstanceOf(InvalidArgumentException.class);
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> Tuple.from(endless)).isInstanceOf(InvalidArgumentException.class);
        byte[] deeper = new byte[100_000];
        Arrays.fill(deeper, (byte) TypeCode.NESTED);
        assertThatThrownBy(() -> Tuple.unpack(deeper)).isInstanceOf(LimitException.class);
    }

    @Test
    void whatIsUsedTwiceCountsTwice() {
        Tuple tuple = Tuple.of(1);
        List<Object> list = List.of(1);
        for (int i = 0; i < 18; i++) {
            tuple = Tuple.of(tuple, tuple);
            list = List.of(list, list);
        }
        Tuple wide = tuple;
        List<Object> wideList = list;
        assertThatThrownBy(() -> Tuple.of(wide, wide)).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> wide.add(wide)).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Tuple.of(wideList, wideList)).isInstanceOf(LimitException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03",
                "1e",
                "ff",
                "01",
                "0161",
                "0100ff",
                "02c000",
                "02ff00",
                "0261",
                "05",
                "0500ff",
                "0514",
                "15",
                "1601",
                "0c00000000000000",
                "1d",
                "1d02ff",
                "0b",
                "0bfd00",
                "20000000",
                "2100000000000000",
                "30" + "000000000000000000000000000000",
                "33" + "0000",
            })
    void otherBytesAreRefusedWhereTheyAreWrong(String hex) {
        byte[] foreign = bytes("14" + hex);
        assertThatThrownBy(() -> Tuple.unpack(foreign))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("no tuple")
                .hasMessageContaining("offset=");
    }

    @Test
    void anyBytesAreATupleOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        int understood = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] =
                        (byte)
                                (random.nextInt(4) == 0
                                        ? random.nextInt(256)
                                        : random.nextInt(0x34));
            }
            try {
                Tuple tuple = Tuple.unpack(bytes);
                assertThat(Tuple.unpack(tuple.pack())).isEqualTo(tuple);
                understood++;
            } catch (InvalidArgumentException e) {
                assertThat(e).hasMessageContaining("offset=");
            }
        }
        assertThat(understood).isGreaterThan(10_000);
    }
}
