package io.cairn.layer.collection;

import io.cairn.api.EndReason;
import java.util.List;

/**
 * One page of documents. The arrays belong to the caller.
 *
 * @param documents the documents, ids ascending, with empty contents for IGNORE_DOCS; fewer than
 *     asked when there are no more
 * @param nextId the start of the next page
 * @param endReason EXHAUSTED when there is nothing after this page; LIMIT when there may be
 */
public record DocumentPage(List<Document> documents, long nextId, EndReason endReason) {}
