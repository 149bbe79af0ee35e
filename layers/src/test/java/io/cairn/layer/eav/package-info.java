/** Tests of entities; {@code EntitiesModelTest} compares them with a map. */
@NullMarked
package io.cairn.layer.eav;

import org.jspecify.annotations.NullMarked;
