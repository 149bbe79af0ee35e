package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.get;
import static io.cairn.ipc.server.session.Exchange.keys;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies that are too long for a frame, or for the connection's own thread. */
class LongRepliesTest {

    private static final int HALF = 9 << 20;

    private final Database db = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(db, Durability.BUFFERED);

    @BeforeEach
    void fill() {
        db.put(b("a"), new byte[HALF]);
        db.put(b("b"), new byte[HALF]);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aLongValueIsReadElsewhere() throws InterruptedException {
        int number = exchange.send(get("a"));
        assertThat(exchange.isAnsweredHere(number)).isFalse();

        assertThat(((Reply.Value) exchange.reply(number)).value()).hasSize(HALF);
    }

    @Test
    void manyNumbersThatFitNoFrameAreRefused() throws InterruptedException {
        List<byte[]> keys = Collections.nCopies(3_000_000, b("x"));
        LimitException failure =
                (LimitException) exchange.failure(new ReadRequest.Lengths(View.DATABASE, keys));
        assertThat(failure.context()).containsEntry("limit", "frameBytesMax");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "TRANSACTION"})
    void aConsumingRequestWhoseReplyIsTooLongRemovesNothing(View.Kind kind)
            throws InterruptedException {
        for (int form = 0; form < 4; form++) {
            exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
            View view = kind == View.Kind.DATABASE ? View.DATABASE : tx(1);
            LimitException failure = (LimitException) exchange.failure(consuming(view, form));
            assertThat(failure.context())
                    .containsEntry("limit", "frameBytesMax")
                    .containsEntry("max", Integer.toString((16 << 20) - 4));
            assertThat(exchange.call(new TransactionRequest.Commit(1, CommitToken.NONE)))
                    .isInstanceOf(Reply.Number.class);
            assertThat(db.count(KeyRange.all())).as("form %s", form).isEqualTo(2);
        }
    }

    @Test
    void aConsumingWaitWhoseReplyIsTooLongRemovesNothing() throws InterruptedException {
        WaitRequest.Await await =
                new WaitRequest.Await(
                        0,
                        WaitRequest.Form.VALUES,
                        Modes.of(Mode.CONSUME),
                        keys("a", "b"),
                        1_000_000_000L);
        assertThat(exchange.failure(await)).isInstanceOf(LimitException.class);
        assertThat(db.count(KeyRange.all())).isEqualTo(2);
    }

    @Test
    void aClientThatDoesNotReadCostsAFewReplies() throws InterruptedException {
        SessionLimits limits = new SessionLimits(10, 10, 10, 10, 1000, 1L << 30, 2);
        Exchange slow = Exchange.over(db, Durability.BUFFERED, limits);
        slow.peer.stopReading();
        int[] numbers = new int[20];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = slow.send(get("a"));
        }
        while (slow.peer.awaited() < 2) {
            Thread.onSpinWait();
        }
        assertThat(slow.peer.writersOut()).isZero();
        assertThat(slow.isAnsweredHere(numbers[0])).isFalse();
        assertThat(slow.peer.awaited()).isEqualTo(2);

        slow.peer.readOn();
        for (int number : numbers) {
            assertThat(slow.reply(number)).isInstanceOf(Reply.Value.class);
        }
        assertThat(slow.peer.writersOut()).isZero();
    }

    private static Request consuming(View view, int form) {
        Modes consume = Modes.of(Mode.CONSUME);
        List<byte[]> keys = keys("a", "b");
        ListRequest list = ListRequest.first(10).with(consume);
        long large = 1L << 40;
        return switch (form) {
            case 0 -> new ReadRequest.GetAll(view, consume, keys);
            case 1 -> new ReadRequest.GetSized(view, consume, true, keys, new long[] {large});
            case 2 -> new ListingRequest.Entries(view, list);
            default ->
                    new ListingRequest.Sized(
                            view, list, true, new long[] {large}, true, new long[] {large});
        };
    }
}
