package io.cairn.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is printed as text can be given back as an argument and means the same bytes. */
class CellsTest {

    @Test
    void textIsShownWhereItIsUnambiguous() {
        assertThat(Cells.text(Bytes.utf8("k\u00e4se/1 {}"))).isEqualTo("k\u00e4se/1 {}");
        assertThat(Cells.text(Bytes.EMPTY)).isEmpty();
        assertThat(Cells.text(new byte[] {(byte) 0xC3})).isEqualTo("0xc3");
        assertThat(Cells.text(Bytes.utf8("a\tb"))).isEqualTo("0x610962");
        assertThat(Cells.text(Bytes.utf8("0x41"))).isEqualTo("0x30783431");
        assertThat(Cells.text(Bytes.utf8("abc\u202e"))).startsWith("0x");
    }

    @Test
    void whateverIsShownReadsBack() {
        Random random = new Random(3);
        KeyOptions options = new KeyOptions();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes = Bytes.utf8(Character.toString(random.nextInt(0xD800)) + "0x");
            }
            assertThat(options.bytes(Cells.text(bytes))).isEqualTo(bytes);
            assertThat(options.bytes(Cells.hex(bytes))).isEqualTo(bytes);
        }
    }
}
