package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Links;

/**
 * Where the links of one layer are.
 *
 * @param links the records
 * @param records the record of each member of the layer, by place
 */
record LayerLinks(Links links, int[] records) {}
