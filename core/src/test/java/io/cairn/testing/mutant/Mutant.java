package io.cairn.testing.mutant;

import io.cairn.engine.StorageEngine;
import java.util.function.UnaryOperator;

/** The planted faults. Each makes a broken engine of a right one. */
public enum Mutant {
    /** Range deletes do nothing. */
    FORGETS_RANGE_DELETES(BatchMutants::withoutRangeDeletes),
    /** A range delete also removes the key at its end. */
    DELETES_THE_RANGE_END(BatchMutants::rangeDeletesWithEnd),
    /** A delete leaves the key with an empty value. */
    DELETE_KEEPS_THE_KEY(BatchMutants::deletesAsEmptyPuts),
    /** The operations of a batch are applied in reverse order. */
    REORDERS_BATCHES(BatchMutants::reversed),
    /** Of a batch with several operations the last one is lost. */
    HALF_APPLIES_BATCHES(BatchMutants::withoutLast),
    /** Writes to any keyspace end up in the default one. */
    MIXES_UP_KEYSPACES(BatchMutants::intoDefault),
    /** What versions were given out is forgotten. */
    FORGETS_VERSIONS(BatchMutants::forgettingVersions),
    /** The last batch is lost when the engine is closed. */
    LOSES_THE_LAST_BATCH(LastBatchLoser::new),
    /** A new keyspace gets the identifier of the first one. */
    SHARES_KEYSPACES(SharedKeyspaces::new),
    /** A snapshot shows later commits. */
    SNAPSHOT_MOVES(MovingSnapshots::new),
    /** A point read answers from an older state now and then. */
    GET_IS_STALE(StaleGets::new),
    /** A multi-get swaps its first two answers. */
    GET_ALL_SWAPS(ViewMutants::swappedGetAll),
    /** A point read of an empty value says absent. */
    EMPTY_IS_ABSENT(ViewMutants::emptyIsAbsent),
    /** A cursor never delivers the last entry. */
    CURSOR_SKIPS_THE_LAST(ViewMutants::skippingLast),
    /** A cursor delivers a key that equals the end of its range. */
    CURSOR_INCLUDES_THE_END(ViewMutants::includingEnd),
    /** A cursor leaves out a key that equals the beginning of its range. */
    CURSOR_EXCLUDES_THE_BEGIN(ViewMutants::excludingBegin),
    /** A reverse cursor walks beyond the beginning of its range. */
    IGNORES_THE_REVERSE_BOUND(ViewMutants::reverseUnbounded),
    /** A reverse cursor walks forward. */
    REVERSE_WALKS_FORWARD(ViewMutants::alwaysForward),
    /** Keys are ordered as signed bytes. */
    SIGNED_ORDER(ViewMutants::signedOrder),
    /** A copy of a key is the copy that was made for the entry before, changed. */
    COPIES_ARE_SHARED(ViewMutants::sharedCopies);

    private final UnaryOperator<StorageEngine> plant;

    Mutant(UnaryOperator<StorageEngine> plant) {
        this.plant = plant;
    }

    /**
     * Plants the fault.
     *
     * @param engine an engine that is right
     * @return one that is not; closing it closes the other
     */
    public StorageEngine plant(StorageEngine engine) {
        return plant.apply(engine);
    }
}
