package io.cairn.compat.found;

import java.time.Duration;

/**
 * What a transaction took. Immutable.
 *
 * @param retries how often it was run again; 0 when the first try was committed
 * @param elapsed the time from the begin of the first try to the commit
 */
public record TransactionStats(int retries, Duration elapsed) {}
