package io.cairn.tidy.planted.local;

/** Breaks the order: something knows the entry class. */
public final class KnowsDoor {
    io.cairn.tidy.planted.Door door;
}
