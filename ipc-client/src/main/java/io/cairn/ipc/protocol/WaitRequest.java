package io.cairn.ipc.protocol;

import io.cairn.api.Modes;
import java.util.List;

/** Requests that wait, and watches. */
public sealed interface WaitRequest extends Request {

    /** What is waited for; the order is the wire's. */
    enum Form {
        /** The values of all keys; answered by {@link Reply.Values}, or Done when time ran out. */
        VALUES,
        /** That all keys are present; answered by {@link Reply.Bits}. */
        PRESENCE,
        /** The length of one value; answered by {@link Reply.Number}, ABSENT when time ran out. */
        LENGTH,
        /** The removal of one key; answered by {@link Reply.Flag}. */
        REMOVAL
    }

    /** All forms in their order. */
    Form[] FORMS = Form.values();

    /**
     * Waits until keys are present. Answered as the form says.
     *
     * @param keyspace the keyspace's number; 0 for the default keyspace
     * @param form what is waited for
     * @param modes the flags
     * @param keys the keys
     * @param timeoutNanos the longest wait, in nanoseconds
     */
    record Await(int keyspace, Form form, Modes modes, List<byte[]> keys, long timeoutNanos)
            implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.AWAIT;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(keyspace);
            out.u8(form.ordinal());
            out.u32(modes.bits());
            out.list(keys);
            out.u64(timeoutNanos);
        }

        static Await decode(WireReader in) {
            return new Await(
                    in.u32(), in.constant(FORMS), Modes.fromBits(in.u32()), in.list(), in.u64());
        }
    }

    /**
     * Makes a watch. Answered by {@link Reply.Done}.
     *
     * @param watch the watch, as the client numbered it
     * @param view whose state, and which keyspace
     * @param key the key
     */
    record OpenWatch(int watch, View view, byte[] key) implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.WATCH_OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(watch);
            view.encode(out);
            out.bytes(key);
        }

        static OpenWatch decode(WireReader in) {
            return new OpenWatch(in.u32(), View.decode(in), in.bytes());
        }
    }

    /**
     * Asks whether a watch has fired. Answered by {@link Reply.Flag}.
     *
     * @param watch the watch, as the client numbered it
     */
    record WatchFired(int watch) implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.WATCH_FIRED;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(watch);
        }

        static WatchFired decode(WireReader in) {
            return new WatchFired(in.u32());
        }
    }

    /**
     * Waits for a watch to fire. Answered by {@link Reply.Flag}.
     *
     * @param watch the watch, as the client numbered it
     * @param timeoutNanos the longest wait, in nanoseconds
     */
    record AwaitWatch(int watch, long timeoutNanos) implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.WATCH_AWAIT;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(watch);
            out.u64(timeoutNanos);
        }

        static AwaitWatch decode(WireReader in) {
            return new AwaitWatch(in.u32(), in.u64());
        }
    }

    /**
     * Forgets a watch; one that is not there is no error. Answered by {@link Reply.Done}.
     *
     * @param watch the watch, as the client numbered it
     */
    record CloseWatch(int watch) implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.WATCH_CLOSE;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(watch);
        }

        static CloseWatch decode(WireReader in) {
            return new CloseWatch(in.u32());
        }
    }

    /**
     * Ends another request that waits, which is then answered by an error if it has not been
     * answered. Answered by {@link Reply.Done}.
     *
     * @param number the other request's number
     */
    record Cancel(int number) implements WaitRequest {

        @Override
        public Opcode opcode() {
            return Opcode.CANCEL;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(number);
        }

        static Cancel decode(WireReader in) {
            return new Cancel(in.u32());
        }
    }
}
