package io.cairn.ipc.protocol;

import io.cairn.api.SegmentPage;
import java.util.BitSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first byte of a reply in the extended dialect, and how its body is read. Codes are stable and
 * never reused; 0x80 to 0x8F belong to the other dialects.
 */
public enum ReplyCode {
    /** Agrees to speak the extended dialect. */
    WELCOME(0x90, in -> new Reply.Welcomed(Welcome.decode(in))),
    /** The request failed. */
    FAILED(0x91, in -> new Reply.Failed(ErrorBody.decode(in))),
    /** It is done. */
    DONE(0x92, in -> new Reply.Done()),
    /** A value, or that there is none; the value is the rest of the frame. */
    VALUE(0x93, in -> new Reply.Value(in.flag() ? in.rest() : null)),
    /** Values in the order of the keys. */
    VALUES(0x94, in -> new Reply.Values(ReplyParts.values(in))),
    /** Which of the keys are present. */
    BITS(0x95, in -> new Reply.Bits(BitSet.valueOf(in.bytes()))),
    /** Numbers in the order of the keys. */
    NUMBERS(0x96, in -> new Reply.Numbers(in.numbers())),
    /** One number. */
    NUMBER(0x97, in -> new Reply.Number(in.u64())),
    /** Yes or no. */
    FLAG(0x98, in -> new Reply.Flag(in.flag())),
    /** What puts did. */
    OUTCOMES(0x99, in -> new Reply.Outcomes(ReplyParts.outcomes(in))),
    /** Entries of a cursor. */
    PAGE(0x9A, in -> new Reply.Page(ReplyParts.end(in), in.size(), in.rest())),
    /** One page of keys. */
    KEY_LIST(0x9B, in -> ReplyParts.keyList(in)),
    /** One page of entries. */
    ENTRY_LIST(0x9C, in -> ReplyParts.entryList(in)),
    /** The segments directly below a path. */
    CHILD_LIST(0x9D, in -> new Reply.ChildList(ReplyParts.children(in))),
    /** Some texts. */
    TEXTS(0x9E, in -> new Reply.Texts(ReplyParts.texts(in))),
    /** The counters of a database. */
    COUNTERS(0x9F, in -> new Reply.Counters(ReplyParts.counters(in))),
    /** Values as far as they fit into memory of the caller. */
    SIZED(0xA0, in -> new Reply.Sized(in.numbers(), in.rest())),
    /** A listing as far as it fits into memory of the caller. */
    SIZED_LIST(
            0xA1,
            in ->
                    new Reply.SizedList(
                            new SegmentPage(in.numbers(), in.numbers(), in.optional()),
                            in.bytes(),
                            in.rest())),
    /** Shared memory, to be mapped by the client. */
    REGION(0xA2, in -> new Reply.Region(in.u32(), in.text(), in.u64())),
    /**
     * Says that a reply too long for a frame lies in a region, which the client closes when it has
     * read it.
     */
    SPILLED(0xA3, in -> ReplyParts.spilled(in)),
    /** What became of a commit. */
    COMMIT_OUTCOME(0xA4, in -> new Reply.CommitOutcome(in.constant(ReplyParts.STATES), in.u64()));

    private static final @Nullable ReplyCode[] BY_CODE = new ReplyCode[256];

    static {
        for (ReplyCode reply : values()) {
            BY_CODE[reply.code] = reply;
        }
    }

    private final int code;
    private final Function<WireReader, Reply> decoder;

    ReplyCode(int code, Function<WireReader, Reply> decoder) {
        this.code = code;
        this.decoder = decoder;
    }

    /**
     * Returns the byte on the wire.
     *
     * @return 0x90 to 0xFF
     */
    public int code() {
        return code;
    }

    /**
     * Finds the code of a byte.
     *
     * @param code 0 to 255
     * @return the code, or null when there is none
     */
    public static @Nullable ReplyCode of(int code) {
        return BY_CODE[code & 0xFF];
    }

    /**
     * Reads a reply's body to its end.
     *
     * @param body what follows the request's number
     * @return the reply
     * @throws io.cairn.error.InvalidArgumentException when the body is malformed
     */
    public Reply decode(WireReader body) {
        Reply reply = decoder.apply(body);
        body.end();
        return reply;
    }
}
