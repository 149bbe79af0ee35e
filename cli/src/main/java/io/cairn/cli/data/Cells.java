package io.cairn.cli.data;

import io.cairn.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys and values in a form that fits into a line and can be read back. Stateless. */
final class Cells {

    private static final String HEX_MARK = "0x";

    private Cells() {}

    /**
     * Writes bytes as text where that is unambiguous and harmless on a terminal, as hex otherwise.
     *
     * @param bytes the bytes
     * @return the text; hex when it is not UTF-8, holds control characters or itself begins with 0x
     */
    static String text(byte[] bytes) {
        String text = utf8(bytes);
        return text == null
                        || text.startsWith(HEX_MARK)
                        || text.codePoints().anyMatch(Cells::unprintable)
                ? hex(bytes)
                : text;
    }

    /**
     * Writes bytes as hex.
     *
     * @param bytes the bytes
     * @return 0x and two digits for each byte
     */
    static String hex(byte[] bytes) {
        return HEX_MARK + HexFormat.of().formatHex(bytes);
    }

    /**
     * Decodes UTF-8.
     *
     * @param bytes the bytes
     * @return the text, or null when the bytes are not UTF-8
     */
    static @Nullable String utf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return strictly(bytes);
            }
        }
        return Bytes.text(bytes);
    }

    private static @Nullable String strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /**
     * Control characters move the cursor, format characters can reverse the line: neither is shown
     * as itself.
     */
    private static boolean unprintable(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || c == '\uFFFD';
    }
}
