package io.cairn.vectors.grpc.live;

import java.util.List;

/**
 * What became of vectors that somebody wanted to insert. Immutable.
 *
 * @param inserted how many were inserted; they are on disk, and are found from now on
 * @param taken ids that the index has already, or that came twice, in the order of the request;
 *     their vectors were left out
 */
public record InsertOutcome(int inserted, List<Long> taken) {}
