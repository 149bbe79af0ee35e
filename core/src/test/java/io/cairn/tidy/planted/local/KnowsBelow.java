package io.cairn.tidy.planted.local;

/** Keeps the order. */
public final class KnowsBelow {
    io.cairn.tidy.planted.api.Innocent allowed;
}
