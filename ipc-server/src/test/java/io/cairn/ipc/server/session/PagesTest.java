package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How cursors are read page by page, and when they are closed. */
class PagesTest {

    private static final int ENTRIES = 1000;

    private final Database db = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(db, Durability.BUFFERED);

    @AfterEach
    void close() {
        db.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1000, 65_536, 65_537, Integer.MAX_VALUE})
    void pagesTogetherGiveEveryEntryOnce(int pageBytes) throws InterruptedException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            String key = "key" + (10_000 + i);
            db.put(b(key), b("v".repeat(i % 50)));
            expected.add(key + "=" + "v".repeat(i % 50));
        }
        List<String> found = new ArrayList<>();
        Reply.Page page = open(1, View.DATABASE, ScanOptions.all(), pageBytes);
        found.addAll(entries(page));
        while (page.end() == null) {
            page = next(1, pageBytes);
            found.addAll(entries(page));
        }

        assertThat(found).isEqualTo(expected);
        assertThat(page.end()).isEqualTo(EndReason.EXHAUSTED);
        // Pages may have been asked for ahead.
        Reply.Page behind = next(1, pageBytes);
        assertThat(behind.count()).isZero();
        assertThat(behind.end()).isEqualTo(EndReason.EXHAUSTED);
        assertThat(db.stats().get("open_cursors")).isEqualTo(1);
        assertThat(exchange.call(new ScanRequest.Close(1))).isEqualTo(new Reply.Done());
        assertThat(exchange.call(new ScanRequest.Close(1))).isEqualTo(new Reply.Done());
        assertThat(db.stats().get("open_cursors")).isZero();
    }

    @Test
    void aCursorIsOpenAfterItsOpeningEvenIfAllCameWithIt() throws InterruptedException {
        db.put(b("a"), b("1"));

        assertThat(open(1, View.DATABASE, ScanOptions.all(), 1000).end())
                .isEqualTo(EndReason.EXHAUSTED);

        assertThat(db.stats().get("open_cursors")).isEqualTo(1);
        assertThat(exchange.call(new ScanRequest.Close(1))).isEqualTo(new Reply.Done());
        assertThat(db.stats().get("open_cursors")).isZero();
    }

    @Test
    void aPageHoldsAboutWhatWasAskedFor() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            db.put(b("k" + i), new byte[90]);
        }
        assertThat(open(1, View.DATABASE, ScanOptions.all(), 0).count()).isZero();
        assertThat(next(1, 250).count()).isEqualTo(2);
        assertThat(next(1, 100).count()).isEqualTo(1);
        assertThat(next(1, 1).count()).isEqualTo(1);
        assertThat(next(1, 10_000).count()).isEqualTo(6);
    }

    @Test
    void pagesAreNotLongerThanTheLimitButForASingleEntry() throws InterruptedException {
        db.put(b("a"), new byte[600_000]);
        db.put(b("b"), new byte[600_000]);
        db.put(b("c"), new byte[5_000_000]);
        db.put(b("d"), new byte[1]);

        assertThat(open(1, View.DATABASE, ScanOptions.all(), Integer.MAX_VALUE).count())
                .isEqualTo(1);
        assertThat(next(1, Integer.MAX_VALUE).count()).isEqualTo(1);
        Reply.Page large = next(1, 10);
        assertThat(large.count()).isEqualTo(1);
        assertThat(large.entries()).hasSizeGreaterThan(5_000_000);
        Reply.Page last = next(1, Integer.MAX_VALUE);
        assertThat(last.count()).isEqualTo(1);
        assertThat(last.end()).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    void whatIsLongerThanAnyPageIsNotSentAhead() throws InterruptedException {
        db.put(b("a"), new byte[1]);
        db.put(b("b"), new byte[5_000_000]);
        db.put(b("c"), new byte[900_000]);

        assertThat(open(1, View.DATABASE, ScanOptions.all(), 100).count()).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            Reply.Page empty = ahead(1, 100);
            assertThat(empty.count()).isZero();
            assertThat(empty.end()).isNull();
        }
        assertThat(next(1, 100).entries()).hasSizeGreaterThan(5_000_000);
        assertThat(ahead(1, 100).entries()).hasSizeGreaterThan(900_000);
        assertThat(ahead(1, 100).end()).isEqualTo(EndReason.EXHAUSTED);
    }

    @Test
    void anEntryThatFitsNoFrameIsRefusedAndTheCursorStays() throws InterruptedException {
        db.put(b("a"), new byte[17 << 20]);
        open(1, View.DATABASE, ScanOptions.all(), 0);

        LimitException failure =
                (LimitException) exchange.failure(new ScanRequest.Next(1, 100, false));

        assertThat(failure.context()).containsEntry("limit", "frameBytesMax");
        assertThat(db.stats().get("open_cursors")).isEqualTo(1);
    }

    @Test
    void theLimitAndTheDirectionArePassedOn() throws InterruptedException {
        db.put(b("a"), b("1"));
        db.put(b("b"), b("2"));
        db.put(b("c"), b("3"));

        Reply.Page page = open(1, View.DATABASE, ScanOptions.all().reverse().limit(2), 1000);

        assertThat(entries(page)).containsExactly("c=3", "b=2");
        assertThat(page.end()).isEqualTo(EndReason.LIMIT);
    }

    @Test
    void aRangeThatIsAPrefixMayBeCut() throws InterruptedException {
        db.put(b("user:1"), b("x"));
        ScanRequest.Open open =
                new ScanRequest.Open(
                        1,
                        View.DATABASE,
                        KeyRange.of(b("user:"), b("user;")),
                        ScanOptions.all().with(Modes.of(Mode.NO_PREFIX)),
                        1000);
        assertThat(entries((Reply.Page) exchange.call(open))).containsExactly("1=x");
        exchange.call(new ScanRequest.Close(1));
        ScanRequest.Open other =
                new ScanRequest.Open(
                        1,
                        View.DATABASE,
                        KeyRange.of(b("user:"), b("user<")),
                        ScanOptions.all().with(Modes.of(Mode.NO_PREFIX)),
                        1000);
        assertThat(exchange.failure(other)).isInstanceOf(InvalidModeException.class);
        assertThat(db.stats().get("open_cursors")).isZero();
    }

    @Test
    void aConsumingCursorTakesOnlyWhatItDelivers() throws InterruptedException {
        db.put(b("a"), b("1"));
        db.put(b("b"), b("2"));
        db.put(b("c"), b("3"));
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        ScanOptions consume = ScanOptions.all().with(Modes.of(Mode.CONSUME));
        assertThat(entries(open(1, tx(1), consume, 1000))).containsExactly("a=1");
        assertThat(entries(next(1, 1000))).containsExactly("b=2");
        exchange.call(new TransactionRequest.Commit(1, CommitToken.NONE));

        assertThat(db.count(KeyRange.all())).isEqualTo(1);
        assertThat(exchange.failure(new ScanRequest.Next(1, 10, false)))
                .isInstanceOf(ClosedException.class);
    }

    @Test
    void whatWasConsumedAndNotDeliveredIsNotCommitted() throws InterruptedException {
        db.put(b("a"), new byte[17 << 20]);
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        ScanOptions consume = ScanOptions.all().with(Modes.of(Mode.CONSUME));
        assertThat(exchange.failure(new ScanRequest.Open(1, tx(1), KeyRange.all(), consume, 1000)))
                .isInstanceOf(LimitException.class);

        assertThat(exchange.failure(new TransactionRequest.Commit(1, CommitToken.NONE)))
                .isInstanceOf(LimitException.class);

        assertThat(db.exists(b("a"))).isTrue();
        assertThat(db.stats().get("active_transactions")).isZero();
    }

    @Test
    void aCursorEndsWithItsTransaction() throws InterruptedException {
        exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        db.put(b("a"), b("1"));
        open(1, tx(1), ScanOptions.all(), 0);
        exchange.call(new TransactionRequest.Abort(1));

        assertThat(db.stats().get("open_cursors")).isZero();
        assertThat(exchange.failure(new ScanRequest.Next(1, 10, false)))
                .isInstanceOf(ClosedException.class);
        assertThat(open(1, View.DATABASE, ScanOptions.all(), 100).count()).isEqualTo(1);
    }

    @Test
    void aNumberStandsForOneCursor() throws InterruptedException {
        open(1, View.DATABASE, ScanOptions.all(), 0);
        ScanRequest.Open again =
                new ScanRequest.Open(1, View.DATABASE, KeyRange.all(), ScanOptions.all(), 0);

        assertThat(exchange.failure(again)).isInstanceOf(InvalidArgumentException.class);
        assertThat(db.stats().get("open_cursors")).isEqualTo(1);
    }

    private Reply.Page open(int cursor, View view, ScanOptions options, int pageBytes)
            throws InterruptedException {
        return (Reply.Page)
                exchange.call(
                        new ScanRequest.Open(cursor, view, KeyRange.all(), options, pageBytes));
    }

    private Reply.Page next(int cursor, int pageBytes) throws InterruptedException {
        return (Reply.Page) exchange.call(new ScanRequest.Next(cursor, pageBytes, false));
    }

    private Reply.Page ahead(int cursor, int pageBytes) throws InterruptedException {
        return (Reply.Page) exchange.call(new ScanRequest.Next(cursor, pageBytes, true));
    }

    private static List<String> entries(Reply.Page page) {
        List<String> entries = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(page.entries()).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] key = new byte[in.getInt()];
            byte[] value = new byte[in.getInt()];
            in.get(key).get(value);
            entries.add(Bytes.text(key) + "=" + Bytes.text(value));
        }
        assertThat(entries).hasSize(page.count());
        return entries;
    }
}
