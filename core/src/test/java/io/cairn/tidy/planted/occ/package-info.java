/** Planted: classes that keep or break the order of packages, for the test of the rule. */
@NullMarked
package io.cairn.tidy.planted.occ;

import org.jspecify.annotations.NullMarked;
