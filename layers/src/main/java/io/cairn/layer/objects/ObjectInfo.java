package io.cairn.layer.objects;

import java.util.List;
import java.util.UUID;

/**
 * What is known about an object. Immutable, thread-safe.
 *
 * @param size its length, in bytes
 * @param checksum the CRC-32C of its bytes
 * @param token a random number that each put and upsert gives anew
 * @param replicas the names of the segments that have a copy, mounted or not
 * @param hardPin whether it is never evicted
 */
public record ObjectInfo(
        long size, int checksum, UUID token, List<String> replicas, boolean hardPin) {

    /** Copies. */
    public ObjectInfo {
        replicas = List.copyOf(replicas);
    }
}
