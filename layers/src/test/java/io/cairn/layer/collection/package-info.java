/** Tests of collections. */
@NullMarked
package io.cairn.layer.collection;

import org.jspecify.annotations.NullMarked;
