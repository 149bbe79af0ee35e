package io.cairn.ipc.protocol;

import io.cairn.api.Entry;
import io.cairn.api.Modes;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import java.util.List;

/** Writes; on the database each is a transaction of its own. */
public sealed interface WriteRequest extends Request {

    /**
     * Sets a value. Answered by {@link Reply.Outcomes} with one outcome.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param key the key
     * @param value the value
     */
    record Put(View view, Modes modes, byte[] key, byte[] value) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.PUT;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.bytes(key);
            out.bytes(value);
        }

        static Put decode(WireReader in) {
            return new Put(View.decode(in), Modes.fromBits(in.u32()), in.bytes(), in.bytes());
        }
    }

    /**
     * Sets several values, all or none. Answered by {@link Reply.Outcomes}.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param entries keys and values
     */
    record PutAll(View view, Modes modes, List<Entry> entries) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.PUT_ALL;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            ApiValues.encode(out, entries);
        }

        static PutAll decode(WireReader in) {
            return new PutAll(View.decode(in), Modes.fromBits(in.u32()), ApiValues.decode(in));
        }
    }

    /**
     * Removes a key. Answered by {@link Reply.Done}.
     *
     * @param view whose state, and which keyspace
     * @param key the key
     */
    record Delete(View view, byte[] key) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.DELETE;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.bytes(key);
        }

        static Delete decode(WireReader in) {
            return new Delete(View.decode(in), in.bytes());
        }
    }

    /**
     * Removes several keys, all or none. Answered by {@link Reply.Done}.
     *
     * @param view whose state, and which keyspace
     * @param keys the keys
     */
    record DeleteAll(View view, List<byte[]> keys) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.DELETE_ALL;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.list(keys);
        }

        static DeleteAll decode(WireReader in) {
            return new DeleteAll(View.decode(in), in.list());
        }
    }

    /**
     * Removes a range. Answered by {@link Reply.Done}.
     *
     * @param view whose state, and which keyspace
     * @param range the range
     */
    record DeleteRange(View view, KeyRange range) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.DELETE_RANGE;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.range(range);
        }

        static DeleteRange decode(WireReader in) {
            return new DeleteRange(View.decode(in), in.range());
        }
    }

    /**
     * Sets a value that lies in a region. Answered by {@link Reply.Outcomes} with one outcome.
     *
     * @param view whose state, and which keyspace
     * @param modes the flags
     * @param key the key
     * @param region the region
     * @param offset where in it, in bytes
     * @param length how long, in bytes
     */
    record PutFrom(View view, Modes modes, byte[] key, int region, long offset, long length)
            implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.PUT_FROM;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.u32(modes.bits());
            out.bytes(key);
            out.u32(region);
            out.u64(offset);
            out.u64(length);
        }

        static PutFrom decode(WireReader in) {
            return new PutFrom(
                    View.decode(in),
                    Modes.fromBits(in.u32()),
                    in.bytes(),
                    in.u32(),
                    in.u64(),
                    in.u64());
        }
    }

    /**
     * Sets a value with the stamp of the commit in the key, the value or both. Answered by {@link
     * Reply.Done}.
     *
     * @param view whose state, and which keyspace
     * @param entry the key and the value with places for the stamp
     */
    record PutStamped(View view, StampedEntry entry) implements WriteRequest {

        @Override
        public Opcode opcode() {
            return Opcode.PUT_STAMPED;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.bytes(entry.key());
            out.u32(entry.keyAt());
            out.bytes(entry.value());
            out.u32(entry.valueAt());
        }

        static PutStamped decode(WireReader in) {
            View view = View.decode(in);
            return new PutStamped(
                    view, new StampedEntry(in.bytes(), in.u32(), in.bytes(), in.u32()));
        }
    }
}
