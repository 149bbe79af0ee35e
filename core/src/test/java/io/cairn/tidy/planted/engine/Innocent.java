package io.cairn.tidy.planted.engine;

/** Breaks nothing. */
public final class Innocent {}
