package io.cairn.ipc.protocol;

/**
 * What a client asks for in the extended dialect. Immutable; arrays belong to the request.
 *
 * <p>Handles of transactions, snapshots, cursors, watches are numbers that the client chooses,
 * unique among the open ones of their kind on its connection, so that a request which uses one may
 * follow the request that opens it without waiting for the reply.
 */
public sealed interface Request
        permits ReadRequest,
                WriteRequest,
                ListingRequest,
                ScanRequest,
                TransactionRequest,
                KeyspaceRequest,
                WaitRequest,
                RegionRequest,
                AdminRequest {

    /**
     * Returns what kind of request this is.
     *
     * @return the opcode
     */
    Opcode opcode();

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
        int mark = out.begin(opcode().code(), number);
        encode(out);
        return out.end(mark);
    }
}
