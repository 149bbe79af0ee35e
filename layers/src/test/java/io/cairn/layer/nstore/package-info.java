/** Tests of stores of rows; read {@code NStoreTest} first. */
@NullMarked
package io.cairn.layer.nstore;

import org.jspecify.annotations.NullMarked;
