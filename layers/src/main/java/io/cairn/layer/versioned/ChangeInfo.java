package io.cairn.layer.versioned;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a change besides its edits. Immutable.
 *
 * @param id its id
 * @param base the newest version when it began, whose tuples it reads
 * @param message what its author says of it; may be empty
 * @param applied the version that it made, or null while it is open
 */
public record ChangeInfo(UUID id, Version base, String message, @Nullable Version applied) {

    ChangeInfo withMessage(String text) {
        return new ChangeInfo(id, base, text, applied);
    }

    ChangeInfo withApplied(Version version) {
        return new ChangeInfo(id, base, message, version);
    }
}
