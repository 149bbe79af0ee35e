package io.cairn.bench.ipc;

import io.cairn.api.Modes;
import io.cairn.config.Limits;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * How requests look and how long their replies are: all values of a run have one length, so a
 * generator counts bytes instead of parsing. Stateless.
 */
enum Protocol {
    /** RESP2, as Redis speaks it. */
    REDIS {
        @Override
        void connect(SocketChannel channel) {
            // Nothing has to be agreed on.
        }

        @Override
        void get(WireWriter out, int number, byte[] key) {
            out.raw(ascii("*2\r\n$3\r\nGET\r\n$" + key.length + "\r\n"));
            out.raw(key);
            out.raw(END);
        }

        @Override
        void set(WireWriter out, int number, byte[] key, byte[] value) {
            out.raw(ascii("*3\r\n$3\r\nSET\r\n$" + key.length + "\r\n"));
            out.raw(key);
            out.raw(ascii("\r\n$" + value.length + "\r\n"));
            out.raw(value);
            out.raw(END);
        }

        @Override
        int getReplyBytes(int valueBytes) {
            return 1 + Integer.toString(valueBytes).length() + 2 + valueBytes + 2;
        }

        @Override
        int setReplyBytes() {
            return "+OK\r\n".length();
        }

        @Override
        int valueOffset(int valueBytes) {
            return getReplyBytes(valueBytes) - 2 - valueBytes;
        }
    },

    /** Cairn's extended dialect. */
    CAIRN {
        @Override
        void connect(SocketChannel channel) throws IOException {
            WireWriter out = new WireWriter(64);
            new AdminRequest.Hello(
                            AdminRequest.MAGIC,
                            AdminRequest.VERSION,
                            AdminRequest.VERSION,
                            0,
                            ProcessHandle.current().pid(),
                            "bench")
                    .encodeFrame(out, 0);
            Generator.write(channel, out.buffer().flip());
            ByteBuffer header = Generator.read(channel, Frame.HEADER_BYTES);
            Generator.read(channel, header.getInt(1));
        }

        @Override
        void get(WireWriter out, int number, byte[] key) {
            put(out, number, new ReadRequest.Get(View.DATABASE, Modes.none(), key));
        }

        @Override
        void set(WireWriter out, int number, byte[] key, byte[] value) {
            put(out, number, new WriteRequest.Put(View.DATABASE, Modes.none(), key, value));
        }

        private void put(WireWriter out, int number, Request request) {
            request.encodeFrame(out, number);
        }

        @Override
        int getReplyBytes(int valueBytes) {
            return valueOffset(valueBytes) + valueBytes;
        }

        @Override
        int setReplyBytes() {
            return Frame.HEADER_BYTES + Frame.NUMBER_BYTES + 4 + 1;
        }

        @Override
        int valueOffset(int valueBytes) {
            return Frame.HEADER_BYTES + Frame.NUMBER_BYTES + 1;
        }
    };

    /** The longest value that one frame of either protocol carries here. */
    static final int VALUE_BYTES_MAX =
            Math.min(Limits.defaults().valueBytesMax(), Frame.PAYLOAD_BYTES_MAX / 2);

    private static final byte[] END = ascii("\r\n");

    /** Does what must happen before the first request. */
    abstract void connect(SocketChannel channel) throws IOException;

    abstract void get(WireWriter out, int number, byte[] key);

    abstract void set(WireWriter out, int number, byte[] key, byte[] value);

    abstract int getReplyBytes(int valueBytes);

    abstract int setReplyBytes();

    /** Where in the reply to a get the value begins. */
    abstract int valueOffset(int valueBytes);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
