package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.tuple.Versionstamp;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Variables, patterns and bindings by themselves. */
class ValuesTest {

    @Test
    void aPatternIsItsTerms() {
        byte[] bytes = {1, 2};
        Pattern pattern = Pattern.of(Variable.of("s"), 1, bytes, null);
        bytes[0] = 9;
        assertThat(pattern.columns()).isEqualTo(4);
        assertThat(pattern.term(0)).isEqualTo(Variable.of("s"));
        assertThat(pattern.term(1)).isEqualTo(1L);
        assertThat(pattern.term(2)).isEqualTo(new byte[] {1, 2});
        assertThat(pattern.term(3)).isNull();
        assertThat(pattern).hasToString("(?s, 1, 0x0102, null)");
        Pattern same = Pattern.of(Variable.of("s"), 1L, new byte[] {1, 2}, null);
        assertThat(pattern).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(pattern).isNotEqualTo(Pattern.of(null, 1L, new byte[] {1, 2}, null));
        assertThatThrownBy(() -> pattern.term(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aPatternMatchesWhatIsPackedAlike() {
        Variable x = Variable.of("x");
        Pattern twice = Pattern.of(x, "p", x);
        assertThat(twice.matches(Tuple.of(1, "p", 1L))).isTrue();
        assertThat(twice.matches(Tuple.of(1, "p", 1.0))).isFalse();
        assertThat(twice.matches(Tuple.of(0.0, "p", -0.0))).isFalse();
        assertThat(twice.matches(Tuple.of(1, "q", 1))).isFalse();
        assertThat(twice.matches(Tuple.of(1, "p"))).isFalse();
        float other = Float.intBitsToFloat(0x7fc00001);
        assertThat(twice.matches(Tuple.of(Float.NaN, "p", other))).isFalse();
        assertThat(Pattern.of(Variable.any(), null, Variable.any()).matches(Tuple.of(1, null, 2)))
                .isTrue();
        assertThat(Pattern.of("a", null, x, Variable.any())).hasToString("(\"a\", null, ?x, ?)");
    }

    @Test
    void whatNoRowCanHaveIsRefusedInPatterns() {
        assertThatThrownBy(() -> Pattern.of("a", new Object()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("index=1");
        assertThatThrownBy(() -> Pattern.of("a", Versionstamp.incomplete(0)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("versionstamp");
        assertThatThrownBy(() -> Variable.of(""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("name");
    }

    @Test
    void aBindingIsAnOrderedMap() {
        UUID id = new UUID(1, 2);
        Binding binding =
                Binding.empty().with("z", "text").with("a", 7).with("n", null).with("id", id);
        assertThat(binding.names()).containsExactly("z", "a", "n", "id");
        assertThat(binding.values()).isEqualTo(Tuple.of("text", 7, null, id));
        assertThat(binding.asMap().toString()).isEqualTo("{z=text, a=7, n=null, id=" + id + "}");
        assertThat(binding.string("z")).isEqualTo("text");
        assertThat(binding.integer("a")).isEqualTo(7);
        assertThat(binding.uuid("id")).isEqualTo(id);
        assertThat(binding.has("n")).isTrue();
        assertThat(binding.get("n")).isNull();
        assertThat(binding.has("x")).isFalse();
        assertThat(binding).hasToString("{z=\"text\", a=7, n=null, id=" + id + "}");
        assertThat(Binding.empty()).hasToString("{}");
        assertThat(Binding.empty().with("a", 1))
                .isEqualTo(Binding.empty().with("a", 1L))
                .hasSameHashCodeAs(Binding.empty().with("a", 1L))
                .isNotEqualTo(Binding.empty().with("b", 1));
    }

    @Test
    void aBindingCannotBeChanged() {
        Binding binding = Binding.empty().with("a", new byte[] {1});
        ((byte[]) binding.asMap().get("a"))[0] = 9;
        assertThat(binding.get("a")).isEqualTo(new byte[] {1});
        assertThatThrownBy(() -> binding.names().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> binding.asMap().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void namesAreChecked() {
        Binding binding = Binding.empty().with("a", 1);
        assertThatThrownBy(() -> binding.get("b"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("name=b")
                .hasMessageContaining("[a]");
        assertThatThrownBy(() -> binding.with("a", 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("name=a");
        assertThatThrownBy(() -> binding.string("a"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("another type");
    }
}
