package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.error.InvalidModeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every cell of the table does what it says when asked with that flag alone, and contradictions are
 * refused everywhere.
 */
final class ModeRulesTest {

    @ParameterizedTest
    @EnumSource
    void eachFlagAloneDoesWhatTheTableSays(Operation operation) {
        for (Mode mode : Mode.values()) {
            Modes modes = Modes.of(mode);
            switch (ModeRules.effect(operation, mode)) {
                case MATTERS, IGNORED -> {
                    assertThatCode(() -> ModeRules.check(operation, modes))
                            .doesNotThrowAnyException();
                    assertThat(ModeRules.reason(operation, mode)).isNull();
                }
                case REFUSED ->
                        assertThatThrownBy(() -> ModeRules.check(operation, modes))
                                .isInstanceOf(InvalidModeException.class)
                                .hasMessageStartingWith(ModeRules.reason(operation, mode))
                                .hasMessageContaining("operation=" + operation);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "APPEND, NEW_ONLY",
        "NEW_ONLY, EXIST_ONLY",
        "SUFFIX, LUA_FILTER",
        "SUFFIX, LIB_FILTER",
        "LUA_FILTER, LIB_FILTER"
    })
    void contradictionsAreRefusedByEveryOperation(Mode first, Mode second) {
        for (Operation operation : Operation.values()) {
            assertThatThrownBy(
                            () -> ModeRules.check(operation, Modes.of(second, first, Mode.INLINE)))
                    .isInstanceOf(InvalidModeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    APPEND,      MATTERS",
        "PUT,    WAIT,        IGNORED",
        "PUT,    CONSUME,     IGNORED",
        "GET,    CONSUME,     MATTERS",
        "GET,    WAIT,        REFUSED",
        "EXISTS, WAIT,        REFUSED",
        "LENGTH, WAIT,        REFUSED",
        "DELETE, WAIT,        REFUSED",
        "LIST,   WAIT,        IGNORED",
        "LIST,   KEEP_LAST,   MATTERS",
        "LIST,   LUA_FILTER,  MATTERS",
        "LIST,   LIB_FILTER,  MATTERS",
        "LIST,   FILTER_VALUE, MATTERS",
        "SCAN,   LUA_FILTER,  MATTERS",
        "SCAN,   LIB_FILTER,  MATTERS",
        "SCAN,   FILTER_VALUE, MATTERS",
        "GET,    LUA_FILTER,  IGNORED",
        "SCAN,   IGNORE_KEYS, REFUSED",
        "SCAN,   KEEP_LAST,   REFUSED",
        "SCAN,   SUFFIX,      MATTERS",
        "AWAIT,  CONSUME,     MATTERS",
        "AWAIT,  WAIT,        IGNORED",
        "LIST,   INLINE,      IGNORED"
    })
    void theTableIsAsDocumented(Operation operation, Mode mode, Effect effect) {
        assertThat(ModeRules.effect(operation, mode)).isEqualTo(effect);
    }

    @Test
    void consumeIsRefusedWhereNothingCanBeWritten() {
        Modes consume = Modes.of(Mode.CONSUME);

        assertThatThrownBy(() -> ModeRules.checkReadOnly(Operation.GET, consume))
                .isInstanceOf(InvalidModeException.class);
        assertThatCode(() -> ModeRules.checkReadOnly(Operation.EXISTS, consume))
                .doesNotThrowAnyException();
        assertThat(ModeRules.consumes(Operation.PUT, consume)).isFalse();
        assertThat(ModeRules.consumes(Operation.LIST, Modes.none())).isFalse();
    }
}
