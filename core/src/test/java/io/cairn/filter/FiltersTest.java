package io.cairn.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidFilterException;
import io.cairn.testing.filter.SampleFilters;
import java.lang.foreign.MemorySegment;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters are named, found and guarded. */
class FiltersTest {

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    private static EntryFilter open(String text, boolean values) {
        return Filters.open(FilterSpec.parse(b(text)), values);
    }

    @Test
    void aNameHasThreeParts() {
        FilterSpec spec = FilterSpec.parse(b("lib:f:x:y:\u00e4"));
        assertThat(spec.library()).isEqualTo("lib");
        assertThat(spec.filter()).isEqualTo("f");
        assertThat(spec.arguments()).isEqualTo(b("x:y:\u00e4"));
        assertThat(FilterSpec.parse(b("lib:f:")).arguments()).isEmpty();
    }

    @Test
    void aScriptIsNamedWhole() {
        FilterSpec spec = FilterSpec.lua(b("return a:b():c()"));
        assertThat(spec.library()).isEqualTo("lua");
        assertThat(spec.filter()).isEqualTo("script");
        assertThat(spec.arguments()).isEqualTo(b("return a:b():c()"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sample", "sample:parity"})
    void aNameWithoutTwoColonsIsRefused(String text) {
        assertThatThrownBy(() -> FilterSpec.parse(b(text)))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("library:filter:arguments")
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_FILTER);
    }

    @Test
    void whatIsNotThereIsNamedTogetherWithWhatIs() {
        assertThatThrownBy(() -> open("other:parity:", true))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("sample");
        assertThatThrownBy(() -> open("sample:other:", true))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("parity, longer");
    }

    @Test
    void theArtifactOfLuaIsNamed() {
        assertThatThrownBy(() -> Filters.open(FilterSpec.lua(b("return true")), false))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("io.cairn:cairn-filters-lua");
    }

    @Test
    void theArgumentsAndTheAnswersAreTheFilters() {
        MemorySegment odd = MemorySegment.ofArray(b("abc"));
        MemorySegment even = MemorySegment.ofArray(b("xy"));
        int before = SampleFilters.open();
        try (EntryFilter filter = open("sample:parity:!", true)) {
            assertThat(SampleFilters.open()).isEqualTo(before + 1);
            assertThat(filter.matches(odd, even)).isTrue();
            assertThat(filter.matches(odd, odd)).isFalse();
            assertThat(filter.key(b("abc"))).isEqualTo(b("cba"));
            assertThat(filter.value(b("abc"), b("xy"))).isEqualTo(b("xy!"));
        }
        assertThat(SampleFilters.open()).isEqualTo(before);
    }

    @Test
    void whatAFilterThrowsIsTheCauseAndItsMessageIsKept() {
        MemorySegment key = MemorySegment.ofArray(b("b2"));
        try (EntryFilter filter = open("sample:fails:no b2, please", false)) {
            assertThatThrownBy(() -> filter.matches(key, null))
                    .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidFilterException.class))
                    .hasMessageContaining("no b2, please")
                    .hasMessageContaining("\"fails\"")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anAnswerIsNotNull() {
        EntryFilter nothing =
                new EntryFilter() {
                    @Override
                    public boolean matches(MemorySegment key, MemorySegment value) {
                        return true;
                    }

                    @Override
                    public byte[] key(byte[] key) {
                        return null;
                    }
                };
        try (EntryFilter guarded = new GuardedFilter(FilterSpec.lua(b("")), nothing)) {
            assertThatThrownBy(() -> guarded.key(b("a")))
                    .isInstanceOf(InvalidFilterException.class)
                    .hasMessageContaining("the answer");
        }
    }

    @Test
    void deepRecursionInAFilterIsItsFailure() {
        EntryFilter endless =
                (key, value) -> {
                    throw new StackOverflowError();
                };
        try (EntryFilter guarded = new GuardedFilter(FilterSpec.lua(b("")), endless)) {
            assertThatThrownBy(() -> guarded.matches(MemorySegment.NULL, null))
                    .isInstanceOf(InvalidFilterException.class)
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }
    }
}
