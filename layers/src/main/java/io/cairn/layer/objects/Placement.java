package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.List;

/**
 * Room for the replicas of an object that is being put. Used by one thread.
 *
 * @param rooms on segments of their own, at least one
 * @param unknown the preferred segments that are not mounted
 */
record Placement(List<Room> rooms, List<String> unknown) {

    /**
     * Finds room.
     *
     * @throws LimitException when there is none, or not enough for a strict put, or fewer segments
     *     than its replicas
     * @throws InvalidArgumentException when a strict put prefers a segment that is not mounted
     */
    static Placement find(Catalog catalog, String key, long size, ReplicateConfig config) {
        List<String> unknown = catalog.mounts().unknown(config.preferred());
        if (config.strict() && !unknown.isEmpty()) {
            throw new InvalidArgumentException(
                    "a preferred segment is not mounted",
                    ObjectStatus.CONTEXT,
                    ObjectStatus.SEGMENT_NOT_FOUND,
                    "segment",
                    unknown.getFirst(),
                    "key",
                    key);
        }
        List<Shelf> able = new ArrayList<>();
        List<Shelf> mounted = catalog.mounts().inOrder(config.preferred());
        for (Shelf shelf : mounted) {
            if (shelf.couldHold(size, catalog)) {
                able.add(shelf);
            }
        }
        int least = config.strict() ? config.replicas() : 1;
        Placement placement = new Placement(new ArrayList<>(), unknown);
        if (able.size() >= least) {
            placement.reserve(catalog, able, size, config.replicas());
        }
        if (placement.rooms().size() < least) {
            placement.release();
            throw refused(key, size, least, mounted.size());
        }
        return placement;
    }

    private static LimitException refused(String key, long size, int replicas, int segments) {
        String reason =
                replicas > Math.max(1, segments)
                        ? "a strict put asks for more replicas than there are segments to hold one each"
                        : "no segment has room for the object, and nothing can be evicted to make some";
        return new LimitException(
                reason,
                ObjectStatus.CONTEXT,
                ObjectStatus.NO_AVAILABLE_HANDLE,
                "key",
                key,
                "bytes",
                size,
                "replicas",
                replicas,
                "segments",
                segments);
    }

    private void reserve(Catalog catalog, List<Shelf> shelves, long size, int replicas) {
        for (Shelf shelf : shelves) {
            Room room = rooms.size() == replicas ? null : shelf.reserve(size, catalog);
            if (room != null) {
                rooms.add(room);
            }
        }
    }

    /** Gives the rooms back that were not kept. */
    void release() {
        rooms.forEach(Room::release);
        rooms.clear();
    }

    /** Leaves the rooms to the object that fills them. */
    void keep() {
        rooms.clear();
    }

    /**
     * Copies the bytes into the rooms that are memory.
     *
     * @return the checksum
     * @throws InvalidArgumentException when the owner of the bytes changes them meanwhile
     */
    int copy(Parts parts) {
        boolean first = true;
        int checksum = 0;
        for (Room room : rooms) {
            if (room instanceof Room.OfMemory memory) {
                int sum = parts.copyTo(memory.block().memory(parts.size()));
                if (!first && sum != checksum) {
                    throw new InvalidArgumentException(
                            "the bytes of an object must not be changed while it is put");
                }
                checksum = sum;
                first = false;
            }
        }
        return first ? parts.checksum() : checksum;
    }

    /** Says that an object is in these rooms. */
    void fill(ObjectEntry entry) {
        List<Replica> replicas = new ArrayList<>(rooms.size());
        for (Room room : rooms) {
            replicas.add(room.fill(entry));
        }
        entry.place(replicas, List.of());
    }

    /** Returns the segments of the rooms that are not memory. */
    List<KeyspaceShelf> stored() {
        List<KeyspaceShelf> shelves = new ArrayList<>();
        for (Room room : rooms) {
            if (room instanceof Room.OfKeyspace stored) {
                shelves.add(stored.shelf());
            }
        }
        return shelves;
    }
}
