package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cursors over pages, in particular at their edges. */
class RemoteCursorTest extends RemoteTest {

    private static final int ENTRIES = 5_000;

    private void fill() {
        there.transact(tx -> {
            for (int i = 0; i < ENTRIES; i++) {
                tx.put(b("k%05d".formatted(i)), b("v".repeat(i % 40)));
            }
            return true;
        });
    }

    @Test
    void deliversEveryEntryOnceOverPagesThatGrow() {
        fill();
        int count = 0;
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                assertThat(text(cursor.key())).isEqualTo("k%05d".formatted(count));
                assertThat(cursor.value()).hasSize(count % 40);
                count++;
            }
            assertThat(cursor.endReason()).isEqualTo(EndReason.EXHAUSTED);
            assertThat(cursor.next()).isFalse();
        }
        assertThat(count).isEqualTo(ENTRIES);
        List<Integer> sizes = new ArrayList<>();
        for (Request request : lines.seen) {
            if (request instanceof ScanRequest.Next next) {
                sizes.add(next.pageBytes());
            }
        }
        assertThat(sizes).startsWith(32_768, 65_536, 65_536);
        assertThat(there.stats().get("open_cursors")).isZero();
    }

    @Test
    void stopsAtItsLimitWithoutAskingForMore() {
        fill();
        try (Cursor cursor = db.scan(KeyRange.all(), ScanOptions.all().limit(3))) {
            while (cursor.next()) {
                assertThat(cursor.valueSegment().byteSize()).isLessThan(3);
            }
            assertThat(cursor.endReason()).isEqualTo(EndReason.LIMIT);
        }
        assertThat(seen()).containsExactly(Opcode.SCAN_OPEN, Opcode.SCAN_CLOSE);
    }

    @Test
    void whatWasLentStaysWhatItWas() {
        fill();
        List<MemorySegment> lent = new ArrayList<>();
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                lent.add(cursor.keySegment());
            }
        }
        for (int i = 0; i < ENTRIES; i++) {
            assertThat(lent.get(i).isReadOnly()).isTrue();
            assertThat(text(lent.get(i).toArray(ValueLayout.JAVA_BYTE)))
                    .isEqualTo("k%05d".formatted(i));
        }
    }

    @Test
    void aCursorThatIsClosedWhileItsNextPageIsUnderWayLeavesNothingOpen() {
        fill();
        try (Cursor cursor = db.scan(KeyRange.all())) {
            for (int i = 0; i < 1_000; i++) {
                cursor.next();
            }
            assertThat(seen()).contains(Opcode.SCAN_NEXT);
        }
        assertThat(there.stats().get("open_cursors")).isZero();
    }

    @Test
    void aPageWhoseLengthsDoNotAddUpIsRefused() {
        for (int[] lengths :
                new int[][] {{-1, 0}, {0, -1}, {Integer.MAX_VALUE, Integer.MAX_VALUE}, {1, 4}}) {
            ByteBuffer entry = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            entry.putInt(lengths[0]).putInt(lengths[1]);
            RemotePage page = new RemotePage(0);
            page.load(new Reply.Page(null, 1, entry.array()));
            assertThatThrownBy(page::step).isInstanceOf(UnavailableException.class);
        }
        RemotePage cut = new RemotePage(3);
        cut.load(new Reply.Page(null, 1, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 1, 1}));
        assertThatThrownBy(cut::step).isInstanceOf(UnavailableException.class);
        RemotePage none = new RemotePage(0);
        none.load(new Reply.Page(null, 1, new byte[7]));
        assertThatThrownBy(none::step).isInstanceOf(UnavailableException.class);
    }
}
