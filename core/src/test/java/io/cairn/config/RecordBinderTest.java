package io.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ConfigException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binding of options: what is accepted, and the words of each refusal. */
final class RecordBinderTest {

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(
                        RecordBinder.bind(
                                SampleOptions.class, Map.of("path", "/data"), "/engineOptions"))
                .isEqualTo(
                        new SampleOptions(
                                Path.of("/data"),
                                4096,
                                3,
                                0.5,
                                true,
                                Duration.ofSeconds(30),
                                Durability.SYNC,
                                null,
                                Map.of(),
                                new SampleOptions.Inner(1)));
    }

    @Test
    void typedValuesAreTaken() {
        SampleOptions options =
                RecordBinder.bind(
                        SampleOptions.class,
                        Map.of(
                                "path",
                                Path.of("/p"),
                                "blockSize",
                                8192,
                                "count",
                                9L,
                                "share",
                                1,
                                "careful",
                                false,
                                "patience",
                                Duration.ofMillis(1),
                                "durability",
                                Durability.BUFFERED,
                                "label",
                                "x",
                                "extra",
                                Map.of("a", List.of(1)),
                                "inner",
                                Map.of("depth", 0)),
                        "");

        assertThat(options)
                .isEqualTo(
                        new SampleOptions(
                                Path.of("/p"),
                                8192,
                                9,
                                1.0,
                                false,
                                Duration.ofMillis(1),
                                Durability.BUFFERED,
                                "x",
                                Map.of("a", List.of(1)),
                                new SampleOptions.Inner(0)));
        assertThat(RecordBinder.bind(SampleOptions.class, RecordBinder.values(options), ""))
                .isEqualTo(options);
    }

    @Test
    void textStandsForNumbersAndBooleansOnlyWhereTheSourceIsText() {
        Map<String, Object> text =
                Map.of(
                        "path",
                        "p",
                        "blockSize",
                        "8192",
                        "count",
                        " 4 ",
                        "share",
                        "2.5e-1",
                        "careful",
                        "False");

        SampleOptions options = RecordBinder.bindText(SampleOptions.class, text, "");

        assertThat(options.blockSize()).isEqualTo(8192);
        assertThat(options.count()).isEqualTo(4);
        assertThat(options.share()).isEqualTo(0.25);
        assertThat(options.careful()).isFalse();
        for (String name : List.of("blockSize", "count", "share", "careful")) {
            assertThatThrownBy(() -> bind(name, text.get(name)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("/o/" + name + ": must be ")
                    .hasMessageContaining("not text");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1KiB,     1024",
        "64MiB,    67108864",
        "1 GiB,    1073741824",
        "2048B,    2048",
    })
    void sizesMayHaveASuffix(String text, long bytes) {
        assertThat(bind("blockSize", text).blockSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "30s,     PT30S",
        "250ms,   PT0.25S",
        "1500us,  PT0.0015S",
        "10m,     PT10M",
        "1h,      PT1H",
        "PT1M30S, PT1M30S",
        "pt2s,    PT2S",
    })
    void durationsHaveTwoSpellings(String text, Duration duration) {
        assertThat(bind("patience", text).patience()).isEqualTo(duration);
    }

    @Test
    void enumConstantsHaveAnyCase() {
        assertThat(bind("durability", "buffered").durability()).isEqualTo(Durability.BUFFERED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blockSize  | 64MB     | /o/blockSize: must be a whole number or a size such as \"64MiB\", not text",
                "blockSize  | 9999999999999TiB | /o/blockSize: must be a whole number or a size such as \"64MiB\", not text",
                "blockSize  | 2GiB     | /o/blockSize: must be between 1KiB and 1GiB [value=2GiB]",
                "blockSize  | 1B       | /o/blockSize: must be between 1KiB and 1GiB [value=1B]",
                "count      | 1KiB     | /o/count: must be a whole number, not text",
                "patience   | 30       | /o/patience: must be a duration such as \"30s\" or \"PT30S\", not text",
                "patience   | 2h       | /o/patience: must be between 1ms and 1h [value=2h]",
                "patience   | -PT1S    | /o/patience: must be between 1ms and 1h [value=-PT1S]",
                "durability | synk     | /o/durability: must be one of BUFFERED, SYNC; did you mean SYNC?",
                "durability | none     | /o/durability: must be one of BUFFERED, SYNC [value=none]",
                "inner      | deep     | /o/inner: must be an object, not text",
                "extra      | x        | /o/extra: must be an object, not text"
            })
    void wrongTextIsRefused(String name, String value, String message) {
        assertThatThrownBy(() -> bind(name, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void wrongTypesAndRangesAreRefused() {
        refused("count", 0, "/o/count: must be between 1 and 9 [value=0]");
        refused("count", 10, "/o/count: must be between 1 and 9 [value=10]");
        refused("count", 1L << 40, "/o/count: must be between 1 and 9");
        refused(
                "count",
                new BigInteger("99999999999999999999"),
                "/o/count: must be between 1 and 9");
        refused("count", 2.0, "/o/count: must be a whole number, not a number");
        refused("count", true, "/o/count: must be a whole number, not true or false");
        refused("share", 1.5, "/o/share: must be between 0.0 and 1.0");
        refused("share", Double.NaN, "/o/share: must be between 0.0 and 1.0");
        refused("careful", 1, "/o/careful: must be true or false, not a number");
        refused("label", 5, "/o/label: must be text, not a number");
        refused("path", List.of(), "/o/path: must be a path as text, not an array");
        refused("durability", 1, "/o/durability: must be one of BUFFERED, SYNC, not a number");
        refused("inner", Map.of("depth", -1), "/o/inner/depth: must be between 0 and 2147483647");
        refused("inner", Map.of("dept", 1), "/o/inner/dept: unknown option; did you mean depth?");
        refused("inner", Map.of(1, 1), "/o/inner: option names must be text");
        refused("label", null, "/o/label: null is not a value; leave the option out instead");
        assertThatThrownBy(() ->
                        RecordBinder.bindText(
                                SampleOptions.class, Map.of("path", "p", "count", "4x"), ""))
                .hasMessageStartingWith("/count: must be a whole number, not \"4x\"");
    }

    @Test
    void unknownNamesAreRefusedWithTheNearest() {
        refused("blokSize", 1, "/o/blokSize: unknown option; did you mean blockSize?");
        refused("block_size", 1, "/o/block_size: unknown option; did you mean blockSize?");
        refused("a/b~c", 1, "/o/a~1b~0c: unknown option; known options are path, blockSize, count");
    }

    @Test
    void whatHasNoDefaultMustBeGiven() {
        assertThatThrownBy(() -> RecordBinder.bind(SampleOptions.class, Map.of(), "/o"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("/o/path: missing; this option has no default");
    }

    @Test
    void anOptionMayHaveAnotherNameThanItsComponent() {
        Renamed options = RecordBinder.bind(Renamed.class, Map.of("native", 7), "");

        assertThat(options).isEqualTo(new Renamed(7));
        assertThat(RecordBinder.values(options)).isEqualTo(Map.of("native", 7));
        assertThat(OptionDocs.sections("Renamed", Renamed.class, "")).contains("| `native` |");
        assertThatThrownBy(() -> RecordBinder.bind(Renamed.class, Map.of("nativeCalls", 7), ""))
                .hasMessage("/nativeCalls: unknown option; known options are native");
    }

    @Test
    void recordsThatCannotBeOptionsAreProgrammingErrors() {
        assertThatThrownBy(() -> RecordBinder.bind(Unmarked.class, Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs an @Option");
        assertThatThrownBy(() -> RecordBinder.bind(Odd.class, Map.of("text", "x"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.StringBuilder");
    }

    /** Has an option whose name is a word of Java. */
    public record Renamed(@Option(name = "native", doc = "how") int nativeCalls) {}

    /** Has a component without description. */
    public record Unmarked(int x) {}

    /** Has a component of a type that nobody can write. */
    public record Odd(@Option(doc = "odd") StringBuilder text) {}

    private static void refused(String name, Object value, String message) {
        assertThatThrownBy(() -> bind(name, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    private static SampleOptions bind(String name, Object value) {
        Map<String, Object> values = new HashMap<>();
        values.put("path", "p");
        values.put(name, value);
        return RecordBinder.bind(SampleOptions.class, values, "/o");
    }
}
