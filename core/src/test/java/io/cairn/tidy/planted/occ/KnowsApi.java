package io.cairn.tidy.planted.occ;

/** Breaks the order, through an array. */
public final class KnowsApi {
    io.cairn.tidy.planted.api.Innocent[] sideways;
}
