package io.cairn.api;

/** Where a transaction is in its life. */
public enum TransactionState {
    /** It can be used. */
    ACTIVE,
    /** It committed. */
    COMMITTED,
    /** It was aborted, refused or closed without commit; nothing was written. */
    ABORTED,
    /** Its commit was in flight when the database stopped. */
    UNKNOWN
}
