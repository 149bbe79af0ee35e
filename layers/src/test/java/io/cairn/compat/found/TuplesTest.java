package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.tuple.Versionstamp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of tuples. */
class TuplesTest {

    private static String hex(@Nullable Object element) {
        return HexFormat.of().formatHex(Found.pack(Tuple.of(new @Nullable Object[] {element})));
    }

    private static int size(Object element) {
        return Found.pack(Tuple.of(element)).length;
    }

    @Test
    void whatIsPackedIsUnpacked() {
        Tuple tuple =
                Tuple.of(
                        Tuple.of(
                                null,
                                false,
                                true,
                                utf8("bytes"),
                                1,
                                -1,
                                3.1415,
                                -3.1415,
                                Tuple.of("abc")),
                        Tuple.of("d", "e", "f"),
                        2.718281828459045);
        assertThat(Found.unpack(Found.pack(tuple))).isEqualTo(tuple);
    }

    @Test
    void integersAreAsLongAsTheyNeed() {
        assertThat(List.of(hex(0), hex(1), hex(255), hex(256)))
                .containsExactly("14", "1501", "15ff", "160100");
        assertThat(List.of(hex(-1), hex(-255), hex(-256)))
                .containsExactly("13fe", "1300", "12feff");
        assertThat(List.of(size(0), size(255), size(65_535), size(65_536), size(1L << 32)))
                .containsExactly(1, 2, 3, 4, 6);
        assertThat(List.of(size(Long.MAX_VALUE), size(-65_536))).containsExactly(9, 4);
    }

    @Test
    void bothFormsOfTheLargestEightByteIntegerAreRead() {
        BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        for (String form : List.of("1d08ffffffffffffffff", "1cffffffffffffffff")) {
            assertThat(Found.unpack(HexFormat.of().parseHex(form)).bigInteger(0))
                    .isEqualTo(largest);
        }
    }

    @Test
    void nullsAndZerosWithinAreEscaped() {
        assertThat(hex(Tuple.empty())).isEqualTo("0500");
        assertThat(hex(Tuple.empty().add(null))).isEqualTo("0500ff00");
        assertThat(hex("a\0b")).isEqualTo("026100ff6200");
    }

    @Test
    void packedBytesSortAsElementsDo() {
        List<@Nullable Object> ascending = new ArrayList<>();
        ascending.add(null);
        for (String content : List.of("", "00", "00ff", "01", "ff")) {
            ascending.add(HexFormat.of().parseHex(content));
        }
        ascending.addAll(List.of("", "a", "aa", "b", "z"));
        ascending.addAll(List.of(-256, -255, -1, 0, 1, 255, 256, 65_535, 65_536, 1L << 32));
        ascending.add(BigInteger.TWO.pow(63));
        List<byte[]> packed = new ArrayList<>();
        ascending.forEach(element -> packed.add(Found.pack(Tuple.empty().add(element))));
        assertThat(packed).isSortedAccordingTo(Bytes::compare).doesNotHaveDuplicates();
    }

    @Test
    void aCompleteVersionstampIsAnElement() {
        byte[] transaction = new byte[10];
        Arrays.fill(transaction, (byte) 1);
        Tuple tuple = Tuple.of(Versionstamp.complete(transaction, 7), utf8("bytes"));
        assertThat(Found.unpack(Found.pack(tuple))).isEqualTo(tuple);
    }

    @Test
    void anIncompleteVersionstampIsPackedWithItsPlace() {
        Tuple tuple = Tuple.of("a", Versionstamp.incomplete(7));
        byte[] packed = Found.packWithVersionstamp(tuple);
        assertThat(HexFormat.of().formatHex(packed))
                .isEqualTo("026100" + "33" + "ff".repeat(10) + "0007" + "04000000");
        assertThatThrownBy(() -> Found.pack(tuple)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Found.packWithVersionstamp(Tuple.of("a")))
                .isInstanceOf(InvalidArgumentException.class);
    }
}
