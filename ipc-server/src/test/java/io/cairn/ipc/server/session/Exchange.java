package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.ipc.server.Served;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A session and the client's side of it. The test's thread is the connection's own. */
final class Exchange {

    final FakePeer peer = new FakePeer();
    final SessionContext context;
    final Session session;
    final Reply welcome;
    private final Map<Integer, Reply> replies = new HashMap<>();
    private int lastNumber = 100;

    private Exchange(SessionContext context) {
        this.context = context;
        this.session =
                Session.open(
                        peer,
                        context,
                        new AdminRequest.Hello(AdminRequest.MAGIC, 1, 1, 0, 7, "test"),
                        1);
        read(peer.takeOwn());
        welcome = Objects.requireNonNull(replies.remove(1));
    }

    static Exchange over(Database database, Durability durability) {
        return over(database, durability, SessionLimits.defaults());
    }

    static Exchange over(Database database, Durability durability, SessionLimits limits) {
        return over(context(database, durability, limits, NoRegions::new));
    }

    static Exchange over(SessionContext context) {
        return new Exchange(context);
    }

    static SessionContext context(
            Database database,
            Durability durability,
            SessionLimits limits,
            Supplier<Regions> regions) {
        Served served = new Served(database, "memory", durability, Limits.defaults());
        return new SessionContext(Map.of(0, served), 42, 0, limits, regions);
    }

    /** Hands a request to the session, as one of several in a batch; returns its number. */
    int send(Request request) {
        int number = ++lastNumber;
        WireWriter out = new WireWriter(64);
        request.encodeFrame(out, number);
        sendFrame(out);
        return number;
    }

    /** Hands a frame to the session. */
    void sendFrame(WireWriter frame) {
        ByteBuffer bytes = frame.buffer().flip();
        int opcode = Byte.toUnsignedInt(bytes.get(0));
        ByteBuffer payload =
                bytes.slice(Frame.HEADER_BYTES, bytes.remaining() - Frame.HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        session.frame(opcode, payload);
    }

    /** Ends the batch and returns the reply to a request, when it comes. */
    Reply reply(int number) throws InterruptedException {
        session.batchEnd();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FakePeer.SECONDS_MAX);
        read(peer.takeOwn());
        while (!replies.containsKey(number)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no reply to " + number);
            }
            read(peer.takeSent(20));
            peer.runTasks();
            read(peer.takeOwn());
        }
        return Objects.requireNonNull(replies.remove(number));
    }

    /** Ends the batch and tells whether a reply is there that was made on the own thread. */
    boolean isAnsweredHere(int number) {
        session.batchEnd();
        read(peer.takeOwn());
        return replies.containsKey(number);
    }

    Reply call(Request request) throws InterruptedException {
        return reply(send(request));
    }

    /** Returns why a request failed. */
    CairnException failure(Request request) throws InterruptedException {
        return failure(call(request));
    }

    static CairnException failure(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            return failed.error().toException();
        }
        throw new AssertionError("it did not fail: " + reply);
    }

    int replyCount() {
        return replies.size();
    }

    /** Reads frames. */
    void read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            ReplyCode code = Objects.requireNonNull(ReplyCode.of(in.get()), "reply code");
            ByteBuffer payload = in.slice(in.position() + Integer.BYTES, in.getInt(in.position()));
            in.position(in.position() + Integer.BYTES + payload.remaining());
            WireReader reader = new WireReader(payload);
            int number = reader.u32();
            if (replies.put(number, code.decode(reader)) != null) {
                throw new AssertionError("answered twice: " + number);
            }
        }
    }

    static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    static List<byte[]> keys(String... keys) {
        return Arrays.stream(keys).map(Bytes::utf8).toList();
    }

    static Request get(String key) {
        return new ReadRequest.Get(View.DATABASE, Modes.none(), b(key));
    }

    static Request get(View view, String key) {
        return new ReadRequest.Get(view, Modes.none(), b(key));
    }

    static Request put(String key, String value) {
        return new WriteRequest.Put(View.DATABASE, Modes.none(), b(key), b(value));
    }

    static Request put(View view, String key, String value) {
        return new WriteRequest.Put(view, Modes.none(), b(key), b(value));
    }

    static View tx(int number) {
        return new View(View.Kind.TRANSACTION, number, 0);
    }
}
