package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {

    @Test
    void check15ItIsSearchedForAnywhere() {
        assertThat(new KeyPattern("/|\\d$")).accepts("a/b", "a1").rejects("ab", "1a");
        assertThat(new KeyPattern("chunk|config")).accepts("a chunk", "config.json").rejects("x");
        assertThat(new KeyPattern(".*")).accepts("", "anything");
        assertThat(new KeyPattern("a{,3}")).accepts("xa{,3}").rejects("aaa");
        assertThat(new KeyPattern("a\\{2000\\}")).accepts("a{2000}");
        assertThat(new KeyPattern("^a{1000}$")).accepts("a".repeat(1000)).rejects("a");
        assertThat(new KeyPattern("a{2000")).accepts("a{2000");
        assertThat(new KeyPattern("(a{10}){100}")).rejects("b");
    }

    /** An engine that tries all ways would not end. */
    @Test
    void check16SearchingIsLinear() {
        assertThat(new KeyPattern("(a+)+$")).rejects("a".repeat(100) + "b");
        assertThat(new KeyPattern("(a|aa)+$")).rejects("a".repeat(4095) + "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "(",
                "*",
                "(a)\\1",
                "(?=a)",
                "a{1001}",
                "(a{100}){11}",
                "a{2,1001}",
                "((a{11}){11}){11}",
                "a{99999999999999999999}",
            })
    void whatIsWrongOrTooLargeIsRefused(String regex) {
        assertThatThrownBy(() -> new KeyPattern(regex))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("regex=" + regex);
    }

    @Test
    void aLongExpressionIsRefused() {
        assertThat(new KeyPattern("a".repeat(1000))).rejects("b");
        assertThatThrownBy(() -> new KeyPattern("a".repeat(1001)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("1000");
    }
}
