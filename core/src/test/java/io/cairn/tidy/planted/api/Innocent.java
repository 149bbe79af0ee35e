package io.cairn.tidy.planted.api;

/** Breaks nothing. */
public final class Innocent {}
