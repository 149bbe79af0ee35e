package io.cairn.tidy.planted.occ;

/** Breaks nothing. */
public final class Innocent {}
