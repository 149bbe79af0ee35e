package io.cairn.compat.yokan;

/**
 * How long one listed document is.
 *
 * @param id the document's identifier
 * @param length its length in bytes; -1 when its target was too small, 0 with IGNORE_DOCS
 */
public record DocumentLength(long id, long length) {}
