/** Tests of tuples; {@code OracleTest} compares with FoundationDB's own codec. */
@NullMarked
package io.cairn.layer.tuple;

import org.jspecify.annotations.NullMarked;
