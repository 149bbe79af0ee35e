package io.cairn.tidy.planted.txn;

/** Breaks the order: neighbours know each other. */
public final class KnowsOcc {
    io.cairn.tidy.planted.occ.Innocent sideways;
}
