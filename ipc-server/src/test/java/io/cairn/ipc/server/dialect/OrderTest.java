package io.cairn.ipc.server.dialect;

import static io.cairn.ipc.server.dialect.Frames.frame;
import static io.cairn.ipc.server.dialect.Frames.u32;
import static io.cairn.ipc.server.dialect.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests leave the connection's own thread, and in what order replies are sent. */
class OrderTest {

    private final Database database = Cairn.inMemory();
    private final PlayedPeer peer = new PlayedPeer();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void answersAtOnceWhatDoesNotWait() {
        SdkDialect dialect = dialect(Durability.BUFFERED);
        peer.hand(dialect, frame(0x01, u32(1), utf8("kv")));
        peer.hand(dialect, frame(0x02, utf8("k")));
        peer.hand(dialect, frame(0x03, utf8("k")));
        peer.hand(dialect, frame(0x04));
        peer.hand(dialect, frame(0x05, u32(1), u32(0)));
        assertThat(dialect.isBusy()).isFalse();
        assertThat(peer.writersOut()).isZero();
        assertThat(peer.take()).hasSize(5 + 6 + 5 + 13 + 13);
    }

    @Test
    void isBusyWhileARequestWaits() throws InterruptedException {
        SdkDialect dialect = dialect(Durability.SYNC);
        byte[][] requests = {
            frame(0x01, u32(1), utf8("kv")),
            frame(0x03, utf8("k")),
            frame(0x07, new byte[12]),
            frame(0x0b),
            frame(0x0c),
            frame(0x0d)
        };
        for (int i = 0; i < requests.length; i++) {
            peer.hand(dialect, requests[i]);
            assertThat(dialect.isBusy()).isTrue();
            assertThat(dialect.isWorking()).isTrue();
            peer.await(dialect);
            assertThat(dialect.isWorking()).isFalse();
            assertThat(peer.resumed()).isEqualTo(i + 1);
            assertThat(peer.take()).isNotEmpty();
        }
        assertThat(peer.writersOut()).isZero();
    }

    @Test
    void sendsLaterRepliesBehindEarlierOnes() throws InterruptedException {
        database.put(utf8("k"), utf8("v"));
        SdkDialect dialect = dialect(Durability.BUFFERED);
        peer.hand(dialect, frame(0x02, utf8("k")));
        peer.hand(dialect, frame(0x0c));
        Runnable finish = peer.nextTask();
        assertThat(peer.take()).startsWith(0x82).hasSize(6);
        finish.run();
        assertThat(peer.take()).startsWith(0x80).hasSize(5);
    }

    @Test
    void givesTheReplyBackWhenTheConnectionIsGone() throws InterruptedException {
        SdkDialect dialect = dialect(Durability.BUFFERED);
        peer.hand(dialect, frame(0x0c));
        Runnable finish = peer.nextTask();
        dialect.closed();
        assertThat(peer.writersOut()).isZero();
        finish.run();
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void tellsTheCountersHowRequestsEnded() throws InterruptedException {
        AtomicLong succeeded = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        DialectSetup plain = Frames.setup(database, Durability.BUFFERED);
        SdkDialect dialect =
                new SdkDialect(
                        peer,
                        new DialectSetup(
                                plain.served(),
                                1,
                                plain.serverCounters(),
                                succeeded::addAndGet,
                                failed::addAndGet));
        peer.ask(dialect, frame(0x0e));
        peer.ask(dialect, frame(0x0c));
        peer.ask(dialect, frame(0x7f));
        peer.ask(dialect, frame(0x0b, new byte[] {-1}));
        assertThat(succeeded).hasValue(2);
        assertThat(failed).hasValue(2);
    }

    private SdkDialect dialect(Durability durability) {
        return new SdkDialect(peer, Frames.setup(database, durability));
    }
}
