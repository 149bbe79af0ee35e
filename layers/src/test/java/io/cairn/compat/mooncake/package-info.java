/** Tests of the facade in Mooncake's shape. */
@NullMarked
package io.cairn.compat.mooncake;

import org.jspecify.annotations.NullMarked;
