package io.cairn.engine;

import java.time.Duration;

/**
 * How a transaction will read and conflict.
 *
 * @param readOnly it will commit no writes, so its reads need no tracking
 * @param serializable true: it conflicts when somebody wrote what it read. False: its view is fixed
 *     at begin and it conflicts when somebody wrote what it wrote (snapshot isolation)
 * @param retried its body is run again after a conflict, so that a read, too, may throw {@code
 *     ConflictException}
 * @param ageMax how long it may stay open
 */
public record BeginOptions(
        boolean readOnly, boolean serializable, boolean retried, Duration ageMax) {}
