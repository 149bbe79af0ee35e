/** Tests of triggers in Python. */
@NullMarked
package io.cairn.trigger.python;

import org.jspecify.annotations.NullMarked;
