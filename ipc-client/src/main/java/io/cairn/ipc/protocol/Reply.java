package io.cairn.ipc.protocol;

import io.cairn.api.EndReason;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.PathChild;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentPage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers in the extended dialect. Immutable; arrays belong to the reply.
 *
 * <p>Length: one record for each kind of reply, nothing else.
 */
public sealed interface Reply {

    /** Stands in a page for no reason to end: there may be more. */
    int MORE = 0xFF;

    /** What is known of a commit; the order is the wire's. */
    enum State {
        /** It committed. */
        COMMITTED,
        /** It did not, and will not. */
        ABORTED,
        /** It is not known here: never seen, forgotten, or the server has started anew. */
        UNKNOWN
    }

    /**
     * Returns what kind of reply this is.
     *
     * @return the first byte of its frame
     */
    ReplyCode code();

    /**
     * Writes the body, which follows the request's number.
     *
     * @param out where to write
     */
    void encode(WireWriter out);

    /**
     * Writes a whole frame.
     *
     * @param out where to write
     * @param number the request's number
     * @return the payload's length in bytes, which may be over {@link Frame#PAYLOAD_BYTES_MAX}
     */
    default int encodeFrame(WireWriter out, int number) {
        int mark = out.begin(code().code(), number);
        encode(out);
        return out.end(mark);
    }

    /**
     * Agrees to speak the extended dialect.
     *
     * @param welcome what the server says of itself
     */
    record Welcomed(Welcome welcome) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.WELCOME;
        }

        @Override
        public void encode(WireWriter out) {
            welcome.encode(out);
        }
    }

    /**
     * The request failed.
     *
     * @param error why
     */
    record Failed(ErrorBody error) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.FAILED;
        }

        @Override
        public void encode(WireWriter out) {
            error.encode(out);
        }
    }

    /** It is done. */
    record Done() implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.DONE;
        }

        @Override
        public void encode(WireWriter out) {
            // It has no body.
        }
    }

    /**
     * A value, or that there is none; the value is the rest of the frame.
     *
     * @param value the value, or null when absent
     */
    record Value(byte @Nullable [] value) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.VALUE;
        }

        @Override
        public void encode(WireWriter out) {
            out.flag(value != null);
            if (value != null) {
                out.raw(value);
            }
        }
    }

    /**
     * Values in the order of the keys.
     *
     * @param values the values, null where absent
     */
    record Values(List<byte @Nullable []> values) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.VALUES;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(values.size());
            values.forEach(out::optional);
        }
    }

    /**
     * Which of the keys are present.
     *
     * @param bits bit i is set when key i is present
     */
    record Bits(BitSet bits) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.BITS;
        }

        @Override
        public void encode(WireWriter out) {
            out.bytes(bits.toByteArray());
        }
    }

    /**
     * Numbers in the order of the keys.
     *
     * @param numbers the numbers
     */
    record Numbers(long[] numbers) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.NUMBERS;
        }

        @Override
        public void encode(WireWriter out) {
            out.numbers(numbers);
        }
    }

    /**
     * One number.
     *
     * @param number the number
     */
    record Number(long number) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.u64(number);
        }
    }

    /**
     * Yes or no.
     *
     * @param flag true for yes
     */
    record Flag(boolean flag) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.FLAG;
        }

        @Override
        public void encode(WireWriter out) {
            out.flag(flag);
        }
    }

    /**
     * What puts did.
     *
     * @param outcomes in the order of the entries
     */
    record Outcomes(List<PutOutcome> outcomes) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.OUTCOMES;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(outcomes.size());
            outcomes.forEach(outcome -> out.u8(outcome.ordinal()));
        }
    }

    /**
     * Entries of a cursor. Each is two lengths (u32), a key and a value.
     *
     * @param end why the scan ended with this page; null when there may be more
     * @param count the entries in it
     * @param entries the entries one behind the other
     */
    record Page(@Nullable EndReason end, int count, byte[] entries) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.PAGE;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(end == null ? MORE : end.ordinal());
            out.u32(count);
            out.raw(entries);
        }
    }

    /**
     * One page of keys.
     *
     * @param page the page
     */
    record KeyList(KeyPage page) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.KEY_LIST;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(page.endReason().ordinal());
            out.optional(page.resumeKey());
            out.list(page.keys());
        }
    }

    /**
     * One page of entries.
     *
     * @param page the page
     */
    record EntryList(EntryPage page) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.ENTRY_LIST;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(page.endReason().ordinal());
            out.optional(page.resumeKey());
            ApiValues.encode(out, page.entries());
        }
    }

    /**
     * The segments directly below a path.
     *
     * @param children in key order
     */
    record ChildList(List<PathChild> children) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.CHILD_LIST;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(children.size());
            for (PathChild child : children) {
                out.bytes(child.segment());
                out.flag(child.hasValue());
                out.flag(child.hasDescendants());
            }
        }
    }

    /**
     * Some texts.
     *
     * @param texts the texts
     */
    record Texts(List<String> texts) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.TEXTS;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(texts.size());
            texts.forEach(out::text);
        }
    }

    /**
     * The counters of a database.
     *
     * @param counters names and values
     */
    record Counters(Map<String, Long> counters) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.COUNTERS;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(counters.size());
            counters.forEach((name, value) -> {
                out.text(name);
                out.u64(value);
            });
        }
    }

    /**
     * Values as far as they fit into memory of the caller.
     *
     * @param sizes a size in bytes or a value of {@link io.cairn.api.Sizes} for each key
     * @param data the values that fit, one behind the other
     */
    record Sized(long[] sizes, byte[] data) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.SIZED;
        }

        @Override
        public void encode(WireWriter out) {
            out.numbers(sizes);
            out.raw(data);
        }
    }

    /**
     * A listing as far as it fits into memory of the caller.
     *
     * @param page sizes and where to resume
     * @param keys the keys that fit, one behind the other
     * @param values the values that fit, one behind the other
     */
    record SizedList(SegmentPage page, byte[] keys, byte[] values) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.SIZED_LIST;
        }

        @Override
        public void encode(WireWriter out) {
            out.numbers(page.keySizes());
            out.numbers(page.valueSizes());
            out.optional(page.resumeKey());
            out.bytes(keys);
            out.raw(values);
        }
    }

    /**
     * Shared memory, to be mapped by the client.
     *
     * @param region its number
     * @param path where the server's open file can be reached
     * @param bytes its size
     */
    record Region(int region, String path, long bytes) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.REGION;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(region);
            out.text(path);
            out.u64(bytes);
        }
    }

    /**
     * Says that a reply too long for a frame lies in a region, which the client closes when it has
     * read it.
     *
     * @param replyCode the reply's opcode
     * @param region the region
     * @param length how long the reply's body is, from the region's beginning
     */
    record Spilled(int replyCode, Region region, long length) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.SPILLED;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(replyCode);
            out.u64(length);
            region.encode(out);
        }
    }

    /**
     * What became of a commit.
     *
     * @param state what is known
     * @param version the commit's version when it committed, else 0
     */
    record CommitOutcome(State state, long version) implements Reply {

        @Override
        public ReplyCode code() {
            return ReplyCode.COMMIT_OUTCOME;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(state.ordinal());
            out.u64(version);
        }
    }
}
