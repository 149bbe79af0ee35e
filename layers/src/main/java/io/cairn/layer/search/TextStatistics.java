package io.cairn.layer.search;

/**
 * How much an index holds. Immutable.
 *
 * @param documents the number of documents, those without terms included
 * @param length the sum of all counts of all documents
 */
public record TextStatistics(long documents, long length) {}
