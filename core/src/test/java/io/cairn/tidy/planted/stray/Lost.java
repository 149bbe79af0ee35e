package io.cairn.tidy.planted.stray;

/** Lives in a package that has no rank. */
public final class Lost {}
