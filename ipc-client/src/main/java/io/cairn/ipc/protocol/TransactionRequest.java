package io.cairn.ipc.protocol;

import io.cairn.api.TransactionOptions;
import java.util.List;

/** Transactions and snapshots. */
public sealed interface TransactionRequest extends Request {

    /**
     * Begins a transaction. Answered by {@link Reply.Number}, the transaction's identifier.
     *
     * @param transaction the transaction, as the client numbered it
     * @param options how it reads, conflicts and commits
     */
    record Begin(int transaction, TransactionOptions options) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.BEGIN;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(transaction);
            ApiValues.encode(out, options);
        }

        static Begin decode(WireReader in) {
            return new Begin(in.u32(), ApiValues.transactionOptions(in));
        }
    }

    /**
     * Hands over, in their order, writes that the client held back and ranges that it read.
     * Answered by {@link Reply.Done}.
     *
     * @param transaction the transaction, as the client numbered it
     * @param steps what was done
     */
    record Record(int transaction, List<Step> steps) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.RECORD;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(transaction);
            Step.encode(out, steps);
        }

        static Record decode(WireReader in) {
            return new Record(in.u32(), Step.decodeAll(in));
        }
    }

    /**
     * Commits; the transaction is closed whatever the answer. Answered by {@link Reply.Number}, the
     * commit's version.
     *
     * @param transaction the transaction, as the client numbered it
     * @param token by which the outcome can be asked for later
     */
    record Commit(int transaction, CommitToken token) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.COMMIT;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(transaction);
            token.encode(out);
        }

        static Commit decode(WireReader in) {
            return new Commit(in.u32(), CommitToken.decode(in));
        }
    }

    /**
     * Aborts and closes; one that is not open is no error. Answered by {@link Reply.Done}.
     *
     * @param transaction the transaction, as the client numbered it
     */
    record Abort(int transaction) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.ABORT;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(transaction);
        }

        static Abort decode(WireReader in) {
            return new Abort(in.u32());
        }
    }

    /**
     * Opens a snapshot. Answered by {@link Reply.Number}, its version.
     *
     * @param snapshot the snapshot, as the client numbered it
     */
    record OpenSnapshot(int snapshot) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SNAPSHOT_OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(snapshot);
        }

        static OpenSnapshot decode(WireReader in) {
            return new OpenSnapshot(in.u32());
        }
    }

    /**
     * Closes a snapshot; one that is not open is no error. Answered by {@link Reply.Done}.
     *
     * @param snapshot the snapshot, as the client numbered it
     */
    record CloseSnapshot(int snapshot) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SNAPSHOT_CLOSE;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(snapshot);
        }

        static CloseSnapshot decode(WireReader in) {
            return new CloseSnapshot(in.u32());
        }
    }

    /**
     * Asks what became of a commit. Answered by {@link Reply.CommitOutcome}.
     *
     * @param token the commit's token
     */
    record Outcome(CommitToken token) implements TransactionRequest {

        @Override
        public Opcode opcode() {
            return Opcode.OUTCOME;
        }

        @Override
        public void encode(WireWriter out) {
            token.encode(out);
        }

        static Outcome decode(WireReader in) {
            return new Outcome(CommitToken.decode(in));
        }
    }
}
