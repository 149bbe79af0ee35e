package io.cairn.layer.collection;

/**
 * What a listing wrote into the caller's memory. The arrays belong to the caller.
 *
 * @param ids the ids of the documents found, ascending; fewer than asked when there are no more
 * @param sizes for each of them its size in bytes, 0 for IGNORE_DOCS, or {@link
 *     io.cairn.api.Sizes#TOO_SMALL}
 * @param nextId the start of a listing that misses nothing: the first document that did not fit, or
 *     what follows the last one
 */
public record DocumentSizes(long[] ids, long[] sizes, long nextId) {}
