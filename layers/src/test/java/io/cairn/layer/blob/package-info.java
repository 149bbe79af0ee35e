/** Tests of blobs, on every store. */
@NullMarked
package io.cairn.layer.blob;

import org.jspecify.annotations.NullMarked;
