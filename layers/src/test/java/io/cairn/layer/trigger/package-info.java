/** Tests of triggers. */
@NullMarked
package io.cairn.layer.trigger;

import org.jspecify.annotations.NullMarked;
