package io.cairn.tidy.planted;

/** Breaks nothing. */
public final class Door {}
