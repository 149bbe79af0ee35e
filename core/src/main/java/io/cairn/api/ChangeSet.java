package io.cairn.api;

import io.cairn.bytes.KeyRange;
import java.util.List;

/**
 * What a transaction writes, without values. Immutable.
 *
 * @param changes range deletes first, then single keys
 */
public record ChangeSet(List<Change> changes) {

    /** Copies the list. */
    public ChangeSet {
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param keyspace the name of the keyspace
     * @param range the key written ({@code KeyRange.single}), or the range removed
     * @param put true for a put, false for a delete
     */
    public record Change(String keyspace, KeyRange range, boolean put) {}
}
