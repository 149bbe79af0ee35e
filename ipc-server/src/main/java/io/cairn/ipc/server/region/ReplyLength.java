package io.cairn.ipc.server.region;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.SegmentPage;
import io.cairn.ipc.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long the body of a reply will be, so that it can be written straight to where it
 * belongs. Stateless.
 */
final class ReplyLength {

    /** A length or a count. */
    private static final int LENGTH = Integer.BYTES;

    private static final int FLAG = 1;

    private ReplyLength() {}

    /** Returns the exact length of a reply's body in bytes; -1 for kinds that are seldom long. */
    static long of(Reply reply) {
        return switch (reply) {
            case Reply.Value(byte[] value) -> value == null ? FLAG : FLAG + (long) value.length;
            case Reply.Values(List<byte @Nullable []> values) -> values(values);
            case Reply.Page page -> FLAG + LENGTH + (long) page.entries().length;
            case Reply.KeyList(KeyPage page) ->
                    FLAG + optional(page.resumeKey()) + list(page.keys());
            case Reply.EntryList(EntryPage page) ->
                    FLAG + optional(page.resumeKey()) + entries(page.entries());
            case Reply.Sized sized -> numbers(sized.sizes()) + sized.data().length;
            case Reply.SizedList list ->
                    sizes(list.page()) + LENGTH + list.keys().length + list.values().length;
            default -> -1;
        };
    }

    private static long values(List<byte @Nullable []> values) {
        long sum = LENGTH;
        for (byte[] value : values) {
            sum += optional(value);
        }
        return sum;
    }

    private static long list(List<byte[]> list) {
        long sum = LENGTH;
        for (byte[] bytes : list) {
            sum += LENGTH + bytes.length;
        }
        return sum;
    }

    private static long entries(List<Entry> entries) {
        long sum = LENGTH;
        for (Entry entry : entries) {
            sum += 2L * LENGTH + entry.key().length + entry.value().length;
        }
        return sum;
    }

    private static long sizes(SegmentPage page) {
        return numbers(page.keySizes()) + numbers(page.valueSizes()) + optional(page.resumeKey());
    }

    private static long numbers(long[] numbers) {
        return LENGTH + (long) Long.BYTES * numbers.length;
    }

    private static long optional(byte @Nullable [] bytes) {
        return bytes == null ? FLAG : FLAG + LENGTH + (long) bytes.length;
    }
}
