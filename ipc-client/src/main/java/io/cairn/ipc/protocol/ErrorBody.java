package io.cairn.ipc.protocol;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as it travels: names that are stable, the constant text, and what varies. Immutable.
 *
 * @param code the name of the {@link ErrorCode}
 * @param kind the name of its {@link ErrorKind}, for readers that do not know the code
 * @param text the constant text
 * @param context names and values of what varies, in order
 */
public record ErrorBody(String code, String kind, String text, Map<String, String> context) {

    /** The least bytes of a name and a value: two lengths. */
    private static final int PAIR_BYTES_MIN = 8;

    /**
     * Takes an error apart.
     *
     * @param error the error
     * @return what travels
     */
    public static ErrorBody of(CairnException error) {
        return new ErrorBody(
                error.code().name(), error.kind().name(), error.text(), error.context());
    }

    /**
     * Makes the exception again, of the same class.
     *
     * @return the exception, not yet thrown
     */
    public CairnException toException() {
        return CairnException.of(known(), text, context, null);
    }

    /** Returns the code, or for one that is not known here some code of its kind. */
    private ErrorCode known() {
        ErrorCode sameKind = ErrorCode.IO;
        for (ErrorCode candidate : ErrorCode.values()) {
            if (candidate.name().equals(code)) {
                return candidate;
            }
            if (candidate.kind().name().equals(kind) && sameKind == ErrorCode.IO) {
                sameKind = candidate;
            }
        }
        return sameKind;
    }

    void encode(WireWriter out) {
        out.text(code);
        out.text(kind);
        out.text(text);
        out.u32(context.size());
        context.forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
    }

    static ErrorBody decode(WireReader in) {
        String code = in.text();
        String kind = in.text();
        String text = in.text();
        int pairs = in.count(PAIR_BYTES_MIN);
        Map<String, String> context = new LinkedHashMap<>();
        for (int i = 0; i < pairs; i++) {
            context.put(in.text(), in.text());
        }
        return new ErrorBody(code, kind, text, context);
    }
}
