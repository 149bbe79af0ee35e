package io.cairn.ipc.server.dialect;

import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.server.Served;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** What the tests of both dialects make and read frames with. */
final class Frames {

    static final int TRANSACTIONS_MAX = 3;

    private Frames() {}

    static DialectSetup setup(Database database, Durability durability) {
        Served served = new Served(database, "memory", durability, Limits.defaults());
        return new DialectSetup(
                served,
                TRANSACTIONS_MAX,
                () -> Map.of("connections_total", 5L, "uptime_secs", 9L),
                count -> {},
                count -> {});
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] frame(int opcode, byte[]... parts) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            payload.writeBytes(part);
        }
        return ByteBuffer.allocate(5 + payload.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) opcode)
                .putInt(payload.size())
                .put(payload.toByteArray())
                .array();
    }

    static byte[] u32(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    }

    static byte[] u16(int number) {
        return Arrays.copyOf(u32(number), 2);
    }

    /** The text of a reply, which must be one whole frame with an opcode. */
    static String text(int opcode, byte[] reply) {
        ByteBuffer in = ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN);
        if (reply.length < 5 || reply[0] != (byte) opcode || in.getInt(1) != reply.length - 5) {
            throw new AssertionError(
                    "not a frame 0x%x: %s".formatted(opcode, Arrays.toString(reply)));
        }
        return new String(reply, 5, reply.length - 5, StandardCharsets.UTF_8);
    }
}
