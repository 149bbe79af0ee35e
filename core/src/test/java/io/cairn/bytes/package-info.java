/**
 * Tests of keys, ranges and paths. Depends on nothing else. Read {@link io.cairn.bytes.KeyHashTest}
 * first.
 */
@NullMarked
package io.cairn.bytes;

import org.jspecify.annotations.NullMarked;
