package io.cairn.ipc.protocol;

/** Requests about the connection and the database as a whole. */
public sealed interface AdminRequest extends Request {

    /** What a client that means this protocol says: the bytes {@code CAIR}. */
    int MAGIC = 0x52494143;

    /** The version of the extended dialect that is spoken here. */
    int VERSION = 1;

    /**
     * Asks for the extended dialect; the first frame that a client sends. Answered by {@link
     * Reply.Welcomed}.
     *
     * @param magic {@link #MAGIC}
     * @param versionMin the oldest version the client speaks
     * @param versionMax the newest version the client speaks
     * @param database which of the server's databases, by its number; 0 for the first
     * @param pid the client's process, for the server's log
     * @param name the client's name, for the server's log
     */
    record Hello(int magic, int versionMin, int versionMax, int database, long pid, String name)
            implements AdminRequest {

        @Override
        public Opcode opcode() {
            return Opcode.HELLO;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(magic);
            out.u16(versionMin);
            out.u16(versionMax);
            out.u32(database);
            out.u64(pid);
            out.text(name);
        }

        static Hello decode(WireReader in) {
            return new Hello(in.u32(), in.u16(), in.u16(), in.u32(), in.u64(), in.text());
        }
    }

    /**
     * Asks for nothing but a reply. Answered by {@link Reply.Number}, the server's clock in
     * milliseconds since 1970.
     */
    record Ping() implements AdminRequest {

        @Override
        public Opcode opcode() {
            return Opcode.PING;
        }

        @Override
        public void encode(WireWriter out) {
            // It has no body.
        }

        static Ping decode(WireReader in) {
            return new Ping();
        }
    }

    /** Forces everything to disk. Answered by {@link Reply.Number}, a version. */
    record Checkpoint() implements AdminRequest {

        @Override
        public Opcode opcode() {
            return Opcode.CHECKPOINT;
        }

        @Override
        public void encode(WireWriter out) {
            // It has no body.
        }

        static Checkpoint decode(WireReader in) {
            return new Checkpoint();
        }
    }

    /** Reads the counters. Answered by {@link Reply.Counters}. */
    record Counters() implements AdminRequest {

        @Override
        public Opcode opcode() {
            return Opcode.STATS;
        }

        @Override
        public void encode(WireWriter out) {
            // It has no body.
        }

        static Counters decode(WireReader in) {
            return new Counters();
        }
    }

    /**
     * Writes a copy into a directory that the server makes. Answered by {@link Reply.Done}.
     *
     * @param directory an absolute path
     */
    record Export(String directory) implements AdminRequest {

        @Override
        public Opcode opcode() {
            return Opcode.EXPORT;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(directory);
        }

        static Export decode(WireReader in) {
            return new Export(in.text());
        }
    }
}
