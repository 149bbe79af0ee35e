package io.cairn.ipc.protocol;

/** Shared memory, and requests that are too long for a frame. */
public sealed interface RegionRequest extends Request {

    /**
     * Asks for a region. Answered by {@link Reply.Region}.
     *
     * @param bytes its size, in bytes
     */
    record Open(long bytes) implements RegionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.REGION_OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.u64(bytes);
        }

        static Open decode(WireReader in) {
            return new Open(in.u64());
        }
    }

    /**
     * Says that the client has mapped a region, whose file is then closed. Answered by {@link
     * Reply.Done}.
     *
     * @param region the region
     */
    record Mapped(int region) implements RegionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.REGION_MAPPED;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(region);
        }

        static Mapped decode(WireReader in) {
            return new Mapped(in.u32());
        }
    }

    /**
     * Gives a region back; one that is not open is no error. Answered by {@link Reply.Done}.
     *
     * @param region the region
     */
    record Close(int region) implements RegionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.REGION_CLOSE;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(region);
        }

        static Close decode(WireReader in) {
            return new Close(in.u32());
        }
    }

    /**
     * Carries another request whose body lies in a region. Answered as that request is.
     *
     * @param code the other request's opcode
     * @param region the region
     * @param offset where its body begins, in bytes
     * @param length how long its body is, in bytes
     */
    record Spilled(int code, int region, long offset, long length) implements RegionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SPILLED;
        }

        @Override
        public void encode(WireWriter out) {
            out.u8(code);
            out.u32(region);
            out.u64(offset);
            out.u64(length);
        }

        static Spilled decode(WireReader in) {
            return new Spilled(in.u8(), in.u32(), in.u64(), in.u64());
        }
    }
}
