package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireWriter;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames that no honest client sends: each is answered by one error, and the session goes on. */
class BadFramesTest {

    private final Database db = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(db, Durability.BUFFERED);
    private int number = 1_000_000;

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void thereIsASampleOfEveryOpcode() {
        assertThat(RequestSamples.all().stream().map(Request::opcode).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Opcode.values());
    }

    @Test
    void everyPrefixOfEveryRequestIsRefused() throws InterruptedException {
        db.put(b("key"), b("value"));
        for (Request request : RequestSamples.all()) {
            byte[] body = body(request);
            for (int length = 0; length < body.length; length++) {
                CairnException failure = failure(request, Arrays.copyOf(body, length));
                assertThat(failure)
                        .as("%s cut to %s of %s bytes", request.opcode(), length, body.length)
                        .isInstanceOf(InvalidArgumentException.class);
            }
            assertThat(failure(request, Arrays.copyOf(body, body.length + 1)))
                    .as("%s with a byte more", request.opcode())
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThat(db.get(b("key"))).isEqualTo(b("value"));
        assertThat(exchange.session.isWorking()).isFalse();
    }

    @Test
    void changedBytesNeverDisturbTheSession() throws InterruptedException {
        Random random = new Random(7);
        for (Request request : RequestSamples.all()) {
            for (int round = 0; round < 60; round++) {
                byte[] body = body(request);
                for (int i = 0; i < body.length && i <= round % 3; i++) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt();
                }
                if (request.opcode() != Opcode.AWAIT && request.opcode() != Opcode.WATCH_AWAIT) {
                    exchange.reply(send(request.opcode().code(), body));
                }
            }
        }
        assertThat(exchange.call(get("key"))).isInstanceOf(Reply.Value.class);
        assertThat(exchange.replyCount()).isZero();
    }

    @Test
    void unknownOpcodesAreRefused() throws InterruptedException {
        for (int opcode = 0; opcode < 256; opcode++) {
            if (Opcode.of(opcode) == null) {
                CairnException failure =
                        Exchange.failure(exchange.reply(send(opcode, new byte[20])));
                assertThat(failure).isInstanceOf(InvalidArgumentException.class);
                assertThat(failure.context())
                        .containsEntry("opcode", "0x" + Integer.toHexString(opcode));
            }
        }
    }

    @Test
    void aFrameWithoutNumberIsAnsweredAsNumberZero() throws InterruptedException {
        for (int length = 0; length < 4; length++) {
            WireWriter out = new WireWriter(16);
            int mark = out.begin(Opcode.GET.code());
            out.raw(new byte[length]);
            out.end(mark);
            exchange.sendFrame(out);
            assertThat(Exchange.failure(exchange.reply(0)).context())
                    .containsEntry("bytes", Integer.toString(length));
        }
    }

    @Test
    void aFrameThatIsTooLongIsNamed() throws InterruptedException {
        exchange.session.tooLong(0x20, 0xFFFF_FFFFL);

        CairnException failure = Exchange.failure(exchange.reply(0));
        assertThat(failure).isInstanceOf(LimitException.class);
        assertThat(failure.context())
                .containsEntry("limit", "frameBytesMax")
                .containsEntry("actual", "4294967295");
    }

    @Test
    void keysThatBreakALimitAreRefusedOnEveryPath() throws InterruptedException {
        assertThat(exchange.failure(get(""))).isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.failure(Exchange.put("", "1")))
                .isInstanceOf(InvalidArgumentException.class);
        String longKey = "k".repeat(70_000);
        assertThat(exchange.failure(get(longKey))).isInstanceOf(LimitException.class);
        assertThat(exchange.failure(Exchange.put(longKey, "1"))).isInstanceOf(LimitException.class);
    }

    private CairnException failure(Request request, byte[] body) throws InterruptedException {
        return Exchange.failure(exchange.reply(send(request.opcode().code(), body)));
    }

    private int send(int opcode, byte[] body) {
        WireWriter out = new WireWriter(64);
        int mark = out.begin(opcode, ++number);
        out.raw(body);
        out.end(mark);
        exchange.sendFrame(out);
        return number;
    }

    private static byte[] body(Request request) {
        WireWriter out = new WireWriter(64);
        request.encode(out);
        byte[] body = new byte[out.position()];
        out.buffer().get(0, body);
        return body;
    }
}
