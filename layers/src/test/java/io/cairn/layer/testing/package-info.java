/** What the tests of all layers run on. */
@NullMarked
package io.cairn.layer.testing;

import org.jspecify.annotations.NullMarked;
