package io.cairn.tidy.planted.api;

/** Breaks the order: the API knows the engine. */
public final class KnowsEngine {
    io.cairn.tidy.planted.engine.Innocent forbidden;
}
