/** Tests of objects. */
@NullMarked
package io.cairn.layer.objects;

import org.jspecify.annotations.NullMarked;
