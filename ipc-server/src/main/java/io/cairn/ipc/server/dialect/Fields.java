package io.cairn.ipc.server.dialect;

import io.cairn.compat.sochdb.DialectCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.WireReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what frames of both dialects are made of. Stateless and thread-safe. */
final class Fields {

    private Fields() {}

    /** Reads a length of two bytes and text. */
    static String shortText(WireReader in, String what) {
        return utf8(in.raw(in.u16()), what);
    }

    /** Reads a count of two bytes and texts. */
    static List<String> shortTexts(WireReader in, String what) {
        int count = in.u16();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(shortText(in, what));
        }
        return texts;
    }

    static String utf8(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidArgumentException("a text is not UTF-8", "field", what);
        }
    }

    /** Checks that a list of entries can hold a key. */
    static byte[] storable(byte[] key) {
        if (key.length > DialectCode.KEY_BYTES_MAX) {
            throw keyTooLong(key.length);
        }
        return key;
    }

    static LimitException keyTooLong(long bytes) {
        return new LimitException(
                "a key is too long for this dialect",
                "limit",
                "keyBytes",
                "max",
                DialectCode.KEY_BYTES_MAX,
                "actual",
                bytes);
    }

    static LimitException resultTooLarge(int bytesMax) {
        return new LimitException(
                "result too large for one frame; narrow the prefix or ask for fewer rows",
                "limit",
                "replyBytes",
                "max",
                bytesMax);
    }
}
