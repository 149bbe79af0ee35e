package io.cairn.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Arguments up to the limits pass, longer ones are refused with the limit's name. */
class ArgumentChecksTest {

    private final ArgumentChecks checks = new ArgumentChecks(3, 5);

    private static void refused(ThrowingCallable call, ErrorCode code, String... context) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.context().values()).containsExactly(context);
                        });
    }

    @Test
    void keys() {
        byte[] longest = new byte[3];
        assertThat(checks.key(longest)).isSameAs(longest);
        assertThat(checks.key(MemorySegment.ofArray(longest))).isEqualTo(longest);
        refused(() -> checks.key(new byte[0]), ErrorCode.INVALID_ARGUMENT, "key");
        refused(() -> checks.key(new byte[4]), ErrorCode.LIMIT, "keyBytesMax", "3", "4");
        refused(
                () -> checks.key(MemorySegment.ofArray(new byte[4])),
                ErrorCode.LIMIT,
                "keyBytesMax",
                "3",
                "4");
        refused(
                () -> checks.keys(List.of(longest, new byte[4])),
                ErrorCode.LIMIT,
                "keyBytesMax",
                "3",
                "4");
    }

    @Test
    void values() {
        byte[] longest = new byte[5];
        assertThat(checks.value(longest)).isSameAs(longest);
        assertThat(checks.value(MemorySegment.ofArray(longest))).isEqualTo(longest);
        assertThat(checks.value(new byte[0])).isEmpty();
        refused(() -> checks.value(new byte[6]), ErrorCode.LIMIT, "valueBytesMax", "5", "6");
        refused(
                () -> checks.value(MemorySegment.ofArray(new byte[6])),
                ErrorCode.LIMIT,
                "valueBytesMax",
                "5",
                "6");
        refused(
                () -> checks.entries(List.of(new Entry(new byte[1], new byte[6]))),
                ErrorCode.LIMIT,
                "valueBytesMax",
                "5",
                "6");
    }

    @Test
    void theSmallerLimitOnKeysCounts() {
        int configured = Limits.defaults().keyBytesMax();
        assertThat(new ArgumentChecks(Limits.defaults(), 2).key(new byte[2])).hasSize(2);
        refused(
                () -> new ArgumentChecks(Limits.defaults(), 2).key(new byte[3]),
                ErrorCode.LIMIT,
                "keyBytesMax",
                "2",
                "3");
        refused(
                () ->
                        new ArgumentChecks(Limits.defaults(), Integer.MAX_VALUE)
                                .key(new byte[configured + 1]),
                ErrorCode.LIMIT,
                "keyBytesMax",
                "" + configured,
                "" + (configured + 1));
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> checks.keys(Arrays.asList(new byte[1], null)))
                .withMessage("keys[1]");
        assertThatNullPointerException()
                .isThrownBy(() -> checks.entries(Arrays.asList((Entry) null)))
                .withMessage("entries[0]");
        assertThatNullPointerException()
                .isThrownBy(() ->
                        ArgumentChecks.segments(Arrays.asList((MemorySegment) null), "targets"))
                .withMessage("targets[0]");
    }

    @Test
    void entriesAreCopied() {
        byte[] value = {1};
        List<Entry> copy = checks.entries(List.of(new Entry(new byte[] {7}, value)));
        value[0] = 2;
        assertThat(copy.getFirst().value()).containsExactly(1);
    }

    @Test
    void aNegativeNumberOfChildrenIsRefused() {
        assertThat(ArgumentChecks.childrenLimit(0)).isZero();
        refused(() -> ArgumentChecks.childrenLimit(-1), ErrorCode.INVALID_ARGUMENT, "-1");
    }
}
