/**
 * Tests of pending writes. May depend on the test kit. Read {@link
 * io.cairn.txn.BufferedTransactionTest} first.
 */
@NullMarked
package io.cairn.txn;

import org.jspecify.annotations.NullMarked;
