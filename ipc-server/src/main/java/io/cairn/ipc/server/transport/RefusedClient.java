package io.cairn.ipc.server.transport;

import io.cairn.ipc.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Closes a connection that is not let in; says why where the client may know. The frame is the
 * error of the dialects without request numbers, which every client's first reply can be.
 */
final class RefusedClient extends ChannelInboundHandlerAdapter {

    private static final int ERROR = 0x81;

    private final byte[] reason;

    /**
     * Makes the handler.
     *
     * @param reason what to answer; empty for nothing
     */
    RefusedClient(String reason) {
        this.reason = reason.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (reason.length == 0) {
            ctx.close();
            return;
        }
        ByteBuf frame = ctx.alloc().directBuffer(Frame.HEADER_BYTES + reason.length);
        frame.writeByte(ERROR).writeIntLE(reason.length).writeBytes(reason);
        ctx.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ((ByteBuf) message).release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
