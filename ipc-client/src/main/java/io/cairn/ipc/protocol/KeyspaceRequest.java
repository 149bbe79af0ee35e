package io.cairn.ipc.protocol;

/** Keyspaces. */
public sealed interface KeyspaceRequest extends Request {

    /**
     * Opens a keyspace, making it unless it exists. Answered by {@link Reply.Number}, which stands
     * for the keyspace in views.
     *
     * @param name the name
     */
    record Open(String name) implements KeyspaceRequest {

        @Override
        public Opcode opcode() {
            return Opcode.KEYSPACE_OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(name);
        }

        static Open decode(WireReader in) {
            return new Open(in.text());
        }
    }

    /** Lists the names. Answered by {@link Reply.Texts}. */
    record Names() implements KeyspaceRequest {

        @Override
        public Opcode opcode() {
            return Opcode.KEYSPACE_NAMES;
        }

        @Override
        public void encode(WireWriter out) {
            // It has no body.
        }

        static Names decode(WireReader in) {
            return new Names();
        }
    }

    /**
     * Removes a keyspace with everything in it. Answered by {@link Reply.Done}.
     *
     * @param keyspace the keyspace's number
     */
    record Drop(int keyspace) implements KeyspaceRequest {

        @Override
        public Opcode opcode() {
            return Opcode.KEYSPACE_DROP;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(keyspace);
        }

        static Drop decode(WireReader in) {
            return new Drop(in.u32());
        }
    }
}
