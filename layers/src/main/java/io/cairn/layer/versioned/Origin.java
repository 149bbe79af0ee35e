package io.cairn.layer.versioned;

import java.util.UUID;

/**
 * Where a tuple that is alive comes from. Immutable.
 *
 * @param version since when it has been there without a break
 * @param change the id of the change that added it then
 */
public record Origin(Version version, UUID change) {}
