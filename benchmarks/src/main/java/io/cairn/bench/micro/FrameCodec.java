package io.cairn.bench.micro;

import io.cairn.api.Modes;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Frames of the wire: a request for a value of 100 bytes, and the reply with it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameCodec {

    private static final int BODY = Frame.HEADER_BYTES + Frame.NUMBER_BYTES;

    private final WireWriter out = new WireWriter(1 << 10);
    private final Request request = new ReadRequest.Get(View.DATABASE, Modes.none(), new byte[16]);
    private final Reply reply = new Reply.Value(new byte[100]);
    private byte[] requestBody;
    private byte[] replyBody;

    /** Creates the benchmark. */
    public FrameCodec() {}

    /** Encodes once what is decoded. */
    @Setup
    public void make() {
        requestBody = body(encodeRequest());
        replyBody = body(encodeReply());
    }

    private byte[] body(int ignored) {
        ByteBuffer frame = out.buffer().flip().position(BODY);
        byte[] body = new byte[frame.remaining()];
        frame.get(body);
        return body;
    }

    /** Writes a request. */
    @Benchmark
    public int encodeRequest() {
        out.clear();
        return request.encodeFrame(out, 1);
    }

    /** Reads a request. */
    @Benchmark
    public Request decodeRequest() {
        return Opcode.GET.decode(new WireReader(ByteBuffer.wrap(requestBody)));
    }

    /** Writes a reply. */
    @Benchmark
    public int encodeReply() {
        out.clear();
        return reply.encodeFrame(out, 1);
    }

    /** Reads a reply. */
    @Benchmark
    public Reply decodeReply() {
        return ReplyCode.VALUE.decode(new WireReader(ByteBuffer.wrap(replyBody)));
    }
}
