package io.cairn.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.cli.exit.CliException;
import org.junit.jupiter.api.Test;

/** Words of a line. */
class ShellWordsTest {

    @Test
    void blanksSeparateAndQuotesHoldTogether() {
        assertThat(ShellWords.split("  put  a\t1 ")).containsExactly("put", "a", "1");
        assertThat(ShellWords.split("put 'a b' \"c d\" e\\ f"))
                .containsExactly("put", "a b", "c d", "e f");
        assertThat(ShellWords.split("put a ''")).containsExactly("put", "a", "");
        assertThat(ShellWords.split("x'a'\"b\"c")).containsExactly("xabc");
        assertThat(ShellWords.split("'a\\b' \"a\\\"b\"")).containsExactly("a\\b", "a\"b");
        assertThat(ShellWords.split("put a#b # comment 'open")).containsExactly("put", "a#b");
        assertThat(ShellWords.split("   # nothing")).isEmpty();
    }

    @Test
    void whatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("put 'a"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("quote");
        assertThatThrownBy(() -> ShellWords.split("put \\"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("backslash");
    }
}
