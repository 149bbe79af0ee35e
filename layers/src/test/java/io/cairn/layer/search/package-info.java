/** Tests of search; {@code SearchModelTest} compares it with a map that is searched naively. */
@NullMarked
package io.cairn.layer.search;

import org.jspecify.annotations.NullMarked;
