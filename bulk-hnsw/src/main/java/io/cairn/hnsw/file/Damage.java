package io.cairn.hnsw.file;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a file that is read. Immutable.
 *
 * @param file the file
 */
record Damage(Path file) {

    /** A field of the header is wrong. */
    CorruptionException field(String text, String field, @Nullable Object... more) {
        return of(ErrorCode.FORMAT, text, "field", field, more);
    }

    /** A section, or the header as a whole, is wrong. */
    CorruptionException section(String text, String section, @Nullable Object... more) {
        return of(ErrorCode.FORMAT, text, "section", section, more);
    }

    /** A section, or the header as a whole, has other bytes than were written. */
    CorruptionException checksum(String section, int stored, int computed) {
        return of(
                ErrorCode.CHECKSUM,
                "bytes of the file differ from what was written; build the index again or restore"
                        + " a copy",
                "section",
                section,
                "stored",
                Integer.toHexString(stored),
                "computed",
                Integer.toHexString(computed));
    }

    private CorruptionException of(
            ErrorCode code, String text, String name, String part, @Nullable Object... more) {
        List<@Nullable Object> context = new ArrayList<>(List.of(name, part));
        for (Object each : more) {
            context.add(each);
        }
        context.add("file");
        context.add(file);
        return new CorruptionException(code, text, null, context.toArray());
    }
}
