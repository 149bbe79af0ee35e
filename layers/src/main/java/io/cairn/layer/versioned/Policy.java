package io.cairn.layer.versioned;

/** What a change is checked against when it is applied. */
public enum Policy {
    /** Nothing that it read may have changed since its base. */
    SERIALIZABLE,
    /**
     * Nothing: its edits are carried out on whatever is there. Two changes that each read what the
     * other writes may then both be applied.
     */
    LAST_WRITER_WINS
}
