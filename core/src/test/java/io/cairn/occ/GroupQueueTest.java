package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.engine.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The queue of committers: exactly one leader for each group, arrivals in order, nobody lost;
 * checked in all interleavings of small scenarios.
 */
@Param(name = "id", gen = IntGen.class, conf = "1:9")
public class GroupQueueTest {

    private final GroupQueue queue = new GroupQueue();

    /** Adds a request; true for the leader. */
    @Operation
    public boolean add(@Param(name = "id") int id) {
        return queue.add(request(id));
    }

    /** Takes the group. */
    @Operation
    public List<Object> takeAll() {
        List<Object> ids = new ArrayList<>();
        queue.takeAll().forEach(request -> ids.add(request.owner));
        return ids;
    }

    @Test
    void everyInterleavingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(2)
                .check(GroupQueueTest.class);
    }

    @Test
    void theFirstToArriveLeadsAndOrderIsKept() {
        assertTrue(add(1));
        assertFalse(add(2));
        assertEquals(List.of(1, 2), takeAll());
        assertTrue(add(3));
        assertEquals(List.of(3), takeAll());
        assertEquals(List.of(), takeAll());
    }

    private static CommitRequest request(int id) {
        return new CommitRequest(new WriteBatch(), null, CommitRequest.NO_READS, id, false, false);
    }
}
