package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How contents are named. */
class BlobIdTest {

    /** The SHA-256 of "abc", as FIPS 180 states it. */
    private static final String ABC =
            "1220ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final BlobId ID = BlobId.ofContent(Bytes.utf8("abc"));

    @Test
    void anIdIsTheDigestBehindTheNumberOfItsAlgorithm() {
        assertThat(ID).hasToString(ABC);
        assertThat(ID.toBytes()).hasSize(BlobId.BYTES).startsWith(0x12, 32);
        assertThat(BlobId.ofContent(Bytes.EMPTY))
                .hasToString(
                        "1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void contentInAnyMemoryHasTheSameId() {
        byte[] content = SeededStream.bytes(1, 2_500_000);
        BlobId id = BlobId.ofContent(content);
        assertThat(BlobId.ofContent(MemorySegment.ofArray(content).asReadOnly())).isEqualTo(id);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
            assertThat(BlobId.ofContent(outside)).isEqualTo(id);
            outside.set(ValueLayout.JAVA_BYTE, content.length - 1, (byte) ~content[0]);
            content[content.length - 1] = (byte) ~content[0];
            assertThat(BlobId.ofContent(outside))
                    .isEqualTo(BlobId.ofContent(content))
                    .isNotEqualTo(id);
        }
    }

    @Test
    void anIdIsReadAsItWasWritten() {
        assertThat(BlobId.parse(ABC)).isEqualTo(ID).hasSameHashCodeAs(ID);
        assertThat(BlobId.parse(ABC.toUpperCase(Locale.ROOT))).isEqualTo(ID);
        assertThat(BlobId.ofBytes(ID.toBytes())).isEqualTo(ID).isEqualByComparingTo(ID);
        BlobId other = BlobId.ofContent(Bytes.EMPTY);
        assertThat(other).isNotEqualTo(ID).isGreaterThan(ID);
    }

    @Test
    void itsBytesAreTheCallersOwn() {
        byte[] bytes = ID.toBytes();
        BlobId id = BlobId.ofBytes(bytes);
        bytes[5]++;
        id.toBytes()[5]++;
        assertThat(id).isEqualTo(ID);
    }

    @Test
    void anEmptyIdIsRefused() {
        assertThatThrownBy(() -> BlobId.parse(""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> BlobId.ofBytes(Bytes.EMPTY))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("must not be empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "1220zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "1220ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad00",
                "1320ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "1221ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            })
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> BlobId.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("hexadecimal digits")
                .hasMessageContaining("id=");
    }

    @Test
    void bytesOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> BlobId.ofBytes(Arrays.copyOf(ID.toBytes(), BlobId.BYTES - 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("bytes=33");
    }
}
