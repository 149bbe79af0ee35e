package io.cairn.ipc.protocol;

import io.cairn.api.Modes;
import io.cairn.bytes.KeyRange;
import java.util.List;

/** Reads of one state; with CONSUME they also remove what they deliver. */
public sealed interface ReadRequest extends Request {

    /**
     * Reads a value. Answered by {@link Reply.Value}.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param key the key
     */
    record Get(View view, Modes modes, byte[] key) implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.GET;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.bytes(key);
        }

        static Get decode(WireReader in) {
            return new Get(View.decode(in), Modes.fromBits(in.u32()), in.bytes());
        }
    }

    /**
     * Reads several values of one state. Answered by {@link Reply.Values}.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param keys the keys
     */
    record GetAll(View view, Modes modes, List<byte[]> keys) implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.GET_ALL;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.list(keys);
        }

        static GetAll decode(WireReader in) {
            return new GetAll(View.decode(in), Modes.fromBits(in.u32()), in.list());
        }
    }

    /**
     * Tells which keys are present. Answered by {@link Reply.Bits}.
     *
     * @param view whose state, and which keyspace
     * @param keys the keys
     */
    record Exists(View view, List<byte[]> keys) implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.EXISTS;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.list(keys);
        }

        static Exists decode(WireReader in) {
            return new Exists(View.decode(in), in.list());
        }
    }

    /**
     * Tells the lengths of values. Answered by {@link Reply.Numbers}, negative as in {@link
     * io.cairn.api.Sizes}.
     *
     * @param view whose state, and which keyspace
     * @param keys the keys
     */
    record Lengths(View view, List<byte[]> keys) implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.LENGTHS;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.list(keys);
        }

        static Lengths decode(WireReader in) {
            return new Lengths(View.decode(in), in.list());
        }
    }

    /**
     * Reads values as far as they fit into memory that the caller has. Answered by {@link
     * Reply.Sized}.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param packed whether they go one behind the other into one piece of memory, or each into its
     *     own
     * @param keys the keys
     * @param sizes the sizes of the pieces, in bytes; one when packed, else as many as keys
     */
    record GetSized(View view, Modes modes, boolean packed, List<byte[]> keys, long[] sizes)
            implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.GET_SIZED;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.flag(packed);
            out.list(keys);
            out.numbers(sizes);
        }

        static GetSized decode(WireReader in) {
            return new GetSized(
                    View.decode(in), Modes.fromBits(in.u32()), in.flag(), in.list(), in.numbers());
        }
    }

    /**
     * Copies a value into a region. Answered by {@link Reply.Number}, the value's size or {@link
     * io.cairn.api.Sizes#ABSENT}; by BUFFER_TOO_SMALL when it does not fit.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param key the key
     * @param region the region
     * @param offset where in it, in bytes
     * @param capacity the room there, in bytes
     */
    record GetInto(View view, Modes modes, byte[] key, int region, long offset, long capacity)
            implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.GET_INTO;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.bytes(key);
            out.u32(region);
            out.u64(offset);
            out.u64(capacity);
        }

        static GetInto decode(WireReader in) {
            return new GetInto(
                    View.decode(in),
                    Modes.fromBits(in.u32()),
                    in.bytes(),
                    in.u32(),
                    in.u64(),
                    in.u64());
        }
    }

    /**
     * Counts the entries of a range. Answered by {@link Reply.Number}.
     *
     * @param view whose state, and which keyspace
     * @param range the range
     */
    record Count(View view, KeyRange range) implements ReadRequest {

        @Override
        public Opcode opcode() {
            return Opcode.COUNT;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.range(range);
        }

        static Count decode(WireReader in) {
            return new Count(View.decode(in), in.range());
        }
    }
}
