package io.cairn.ipc.protocol;

import io.cairn.api.EndReason;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.PathChild;
import io.cairn.api.PutOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of replies that take more than one step. Stateless. */
final class ReplyParts {

    static final Reply.State[] STATES = Reply.State.values();

    private static final EndReason[] REASONS = EndReason.values();
    private static final PutOutcome[] OUTCOMES = PutOutcome.values();

    /** The least bytes of a child: a length and two flags. */
    private static final int CHILD_BYTES_MIN = 6;

    /** The least bytes of a counter: a length and eight bytes. */
    private static final int COUNTER_BYTES_MIN = 12;

    private ReplyParts() {}

    static List<byte @Nullable []> values(WireReader in) {
        int count = in.count(1);
        List<byte @Nullable []> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(in.optional());
        }
        return values;
    }

    static List<PutOutcome> outcomes(WireReader in) {
        int count = in.count(1);
        List<PutOutcome> outcomes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            outcomes.add(in.constant(OUTCOMES));
        }
        return outcomes;
    }

    static @Nullable EndReason end(WireReader in) {
        int ordinal = in.u8();
        if (ordinal == Reply.MORE) {
            return null;
        }
        if (ordinal >= REASONS.length) {
            throw in.malformed("a byte names nothing", ordinal);
        }
        return REASONS[ordinal];
    }

    static Reply keyList(WireReader in) {
        EndReason reason = in.constant(REASONS);
        byte[] resume = in.optional();
        return new Reply.KeyList(new KeyPage(in.list(), resume, reason));
    }

    static Reply entryList(WireReader in) {
        EndReason reason = in.constant(REASONS);
        byte[] resume = in.optional();
        return new Reply.EntryList(new EntryPage(ApiValues.decode(in), resume, reason));
    }

    static List<PathChild> children(WireReader in) {
        int count = in.count(CHILD_BYTES_MIN);
        List<PathChild> children = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            children.add(new PathChild(in.bytes(), in.flag(), in.flag()));
        }
        return children;
    }

    static List<String> texts(WireReader in) {
        int count = in.count(Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }

    static Map<String, Long> counters(WireReader in) {
        int count = in.count(COUNTER_BYTES_MIN);
        Map<String, Long> counters = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            counters.put(in.text(), in.u64());
        }
        return counters;
    }

    static Reply spilled(WireReader in) {
        int code = in.u8();
        long length = in.u64();
        Reply.Region region = new Reply.Region(in.u32(), in.text(), in.u64());
        return new Reply.Spilled(code, region, length);
    }
}
