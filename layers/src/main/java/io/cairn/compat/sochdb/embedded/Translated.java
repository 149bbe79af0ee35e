package io.cairn.compat.sochdb.embedded;

import io.cairn.error.CairnException;
import io.cairn.layer.sql.SqlException;
import org.jspecify.annotations.Nullable;

/** Runs calls of Cairn, and throws this package's errors for those of Cairn. Stateless. */
final class Translated {

    private Translated() {}

    /** A call with a result. */
    interface Call<R extends @Nullable Object> {
        R run();
    }

    static <R extends @Nullable Object> R call(Call<R> call) {
        try {
            return call.run();
        } catch (CairnException e) {
            throw SochDbError.of(e);
        } catch (SqlException e) {
            throw new DatabaseError(String.valueOf(e.getMessage()), e);
        }
    }

    static void run(Runnable call) {
        try {
            call.run();
        } catch (CairnException e) {
            throw SochDbError.of(e);
        }
    }
}
