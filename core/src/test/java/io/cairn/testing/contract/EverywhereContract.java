package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.text;

import io.cairn.api.WriteView;
import io.cairn.testing.contract.Where.Call;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What contract classes share whose every test runs in each {@link Where}. */
@ParameterizedClass(name = "{0}")
@EnumSource(Where.class)
abstract class EverywhereContract extends DatabaseContract {

    /** Where the test runs. */
    @Parameter Where where;

    /** Makes a call over the state {@code k1, v1, k2, v2 ...} and commits it. */
    final <R, X extends Exception> R run(String[] state, Call<R, X> call) throws X {
        return where.run(db, view -> Data.putAll(view, state), call);
    }

    /** Names a state. */
    static String[] given(String... keysAndValues) {
        return keysAndValues;
    }

    /** Returns the committed state as text, {@code k1=v1 k2=v2}. */
    final String state() {
        return text(view());
    }

    /** Returns where the committed state is seen. */
    final WriteView view() {
        return where.view(db);
    }
}
