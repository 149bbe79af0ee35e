package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Frame;
import java.nio.ByteBuffer;

/** Shows the beginning of a payload that is not understood, for an error message. Stateless. */
final class Excerpt {

    private static final int BYTES_MAX = 120;

    private Excerpt() {}

    /** Returns what follows a frame's header as text, with dots for what is not ASCII. */
    static String of(ByteBuffer frame) {
        StringBuilder text = new StringBuilder();
        int begin = frame.position() + Frame.HEADER_BYTES;
        for (int at = begin; at < Math.min(frame.limit(), begin + BYTES_MAX); at++) {
            byte value = frame.get(at);
            text.append(value >= ' ' && value <= '~' ? (char) value : '.');
        }
        return text.toString();
    }
}
