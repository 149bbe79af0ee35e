package io.cairn.layer.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What this process knows about one version of an object. Thread-safe. Two are equal when they are
 * the same.
 */
final class ObjectEntry {

    private final String key;
    private final long size;
    private final int checksum;
    private final UUID token;
    private final Pins pins;

    /** Where there are replicas that this store has not mounted. */
    private volatile List<String> elsewhere = List.of();

    private volatile List<Replica> replicas = List.of();
    private final Deadline lease = new Deadline();

    /**
     * Makes one that has no replica yet.
     *
     * @param checksum the CRC-32C of the bytes
     * @param token a random number that no other version has
     */
    ObjectEntry(String key, long size, int checksum, UUID token, Pins pins) {
        this.key = key;
        this.size = size;
        this.checksum = checksum;
        this.token = token;
        this.pins = pins;
    }

    String key() {
        return key;
    }

    long size() {
        return size;
    }

    int checksum() {
        return checksum;
    }

    UUID token() {
        return token;
    }

    Pins pins() {
        return pins;
    }

    /** Until when it may be neither removed nor evicted. */
    Deadline lease() {
        return lease;
    }

    /** Returns the replicas, those in memory first. */
    List<Replica> replicas() {
        return replicas;
    }

    List<String> elsewhere() {
        return elsewhere;
    }

    /** Sets where the replicas are, before others see it. */
    synchronized void place(List<Replica> mounted, List<String> unmounted) {
        List<Replica> sorted = new ArrayList<>(mounted.size());
        int inMemory = 0;
        for (Replica replica : mounted) {
            sorted.add(replica instanceof MemoryReplica ? inMemory++ : sorted.size(), replica);
        }
        replicas = List.copyOf(sorted);
        elsewhere = List.copyOf(unmounted);
    }

    /** Takes a replica away; returns whether it was the last one. */
    synchronized boolean detach(Replica replica) {
        replicas = replicas.stream().filter(other -> other != replica).toList();
        return isGone();
    }

    /** Takes note that a replica's segment is not mounted any more. */
    synchronized void moveElsewhere(Replica replica) {
        List<String> names = new ArrayList<>(elsewhere);
        names.add(replica.shelf().name());
        elsewhere = List.copyOf(names);
        detach(replica);
    }

    /** Takes a replica in whose segment was not mounted; false when it has none there. */
    synchronized boolean moveHere(Replica replica) {
        List<String> names = new ArrayList<>(elsewhere);
        if (!names.remove(replica.shelf().name())) {
            return false;
        }
        List<Replica> more = new ArrayList<>(replicas);
        more.add(replica);
        place(more, names);
        return true;
    }

    /** Tells whether it has no replica left. */
    boolean isGone() {
        return replicas.isEmpty() && elsewhere.isEmpty();
    }

    boolean isInMemory() {
        List<Replica> all = replicas;
        return !all.isEmpty() && all.getFirst() instanceof MemoryReplica;
    }

    /** Tells whether a row in the directory names it. */
    boolean isStored() {
        List<Replica> all = replicas;
        return !elsewhere.isEmpty() || !all.isEmpty() && all.getLast() instanceof KeyspaceReplica;
    }

    /** Returns the names of the segments that have a replica. */
    List<String> segmentNames() {
        List<String> names = new ArrayList<>();
        for (Replica replica : replicas) {
            names.add(replica.shelf().name());
        }
        names.addAll(elsewhere);
        return List.copyOf(names);
    }
}
