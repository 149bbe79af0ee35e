/**
 * One tree of unchecked exceptions, arranged by what the caller must do next.
 *
 * <p>Depends on nothing. Read {@link io.cairn.error.CairnException} first, then {@link
 * io.cairn.error.ErrorKind}.
 */
@NullMarked
package io.cairn.error;

import org.jspecify.annotations.NullMarked;
