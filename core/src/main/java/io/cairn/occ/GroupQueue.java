package io.cairn.occ;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Committers waiting to be merged into one group: a lock-free stack (Treiber, 1986). Whoever pushes
 * onto the empty stack leads the next group, and takes everything that has arrived by the time the
 * previous group is done. Thread-safe.
 */
final class GroupQueue {

    private final AtomicReference<@Nullable CommitRequest> newest = new AtomicReference<>();

    /** Adds a request. Returns true when the caller must lead. */
    boolean add(CommitRequest request) {
        CommitRequest head;
        do {
            head = newest.get();
            request.next = head;
        } while (!newest.compareAndSet(head, request));
        return head == null;
    }

    /** Tells whether several wait. */
    boolean isCrowded() {
        CommitRequest last = newest.get();
        return last != null && last.next != null;
    }

    /** Takes all requests, in the order of their arrival. */
    List<CommitRequest> takeAll() {
        CommitRequest last = newest.getAndSet(null);
        if (last != null && last.next == null) {
            return List.of(last);
        }
        List<CommitRequest> group = new ArrayList<>();
        for (CommitRequest request = last; request != null; request = request.next) {
            group.add(request);
        }
        Collections.reverse(group);
        return group;
    }
}
