/**
 * Tests of the database under SochDB's names; numbers of checks are those of the reference's list.
 */
@NullMarked
package io.cairn.compat.sochdb.embedded;

import org.jspecify.annotations.NullMarked;
