package io.cairn.tidy.planted.bytes;

/** Breaks the order: a lower package knows a higher one. */
public final class KnowsApi {
    io.cairn.tidy.planted.api.Innocent upward;
}
