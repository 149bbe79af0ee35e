package io.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration as JSON: reading is strict, writing and reading are inverse. */
final class CairnConfigTest {

    @Test
    void onlyTheEngineMustBeGiven() {
        assertThat(CairnConfig.parse("{\"engine\": \"memory\"}"))
                .isEqualTo(CairnConfig.of("memory", Map.of()));
    }

    @Test
    void everyFieldIsRead() {
        CairnConfig config =
                CairnConfig.parse(
                        """
                        {
                          "engine": "rocksdb",
                          "engineOptions": {"path": "/data", "cacheSize": 9000000000, "nested": {"list": [1, true, "x", 0.5]}},
                          "durability": "buffered",
                          "limits": {"keyBytesMax": "1KiB", "transactionsMax": 5, "waitMax": "2s"}
                        }
                        """);

        assertThat(config.engineOptions())
                .isEqualTo(
                        Map.of(
                                "path",
                                "/data",
                                "cacheSize",
                                9_000_000_000L,
                                "nested",
                                Map.of("list", List.of(1, true, "x", 0.5))));
        assertThat(config.durability()).isEqualTo(Durability.BUFFERED);
        assertThat(config.limits().keyBytesMax()).isEqualTo(1024);
        assertThat(config.limits().transactionsMax()).isEqualTo(5);
        assertThat(config.limits().waitMax()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.limits().cursorsMax()).isEqualTo(Limits.defaults().cursorsMax());
    }

    @Test
    void writingAndReadingAreInverse() {
        CairnConfig config =
                CairnConfig.of(
                                "rocksdb",
                                Map.of(
                                        "path",
                                        "/d\u00e4ta \"quoted\"\n",
                                        "big",
                                        Long.MAX_VALUE,
                                        "small",
                                        -1,
                                        "share",
                                        0.1,
                                        "on",
                                        true,
                                        "list",
                                        List.of(1, List.of(), Map.of("a", "b")),
                                        "empty",
                                        Map.of()))
                        .with(Durability.BUFFERED)
                        .with(
                                new Limits(
                                        1,
                                        2,
                                        3,
                                        4,
                                        5,
                                        6,
                                        7,
                                        8,
                                        9,
                                        Duration.ofNanos(1),
                                        10,
                                        Duration.ofDays(1),
                                        Duration.ofMillis(7)));

        assertThat(CairnConfig.parse(config.toJson())).isEqualTo(config);
        assertThat(CairnConfig.parse(config.toJson()).toJson()).isEqualTo(config.toJson());
    }

    @Test
    void optionsAreWrittenInTheOrderOfTheirNames() {
        CairnConfig config =
                CairnConfig.of(
                        "x", Map.of("d", 1, "b", Map.of("z", 1, "y", 2, "x", 3), "a", 3, "c", 4));

        assertThat(StrictJson.parse(config.toJson()).get("engineOptions"))
                .hasToString("{a=3, b={x=3, y=2, z=1}, c=4, d=1}");
    }

    @Test
    void pathsDurationsAndConstantsAreWrittenAsText() {
        CairnConfig config =
                CairnConfig.of(
                        "x",
                        Map.of(
                                "path",
                                Path.of("/a"),
                                "time",
                                Duration.ofSeconds(3),
                                "mode",
                                Durability.SYNC));

        assertThat(CairnConfig.parse(config.toJson()).engineOptions())
                .isEqualTo(Map.of("path", "/a", "time", "PT3S", "mode", "SYNC"));
        assertThatThrownBy(() -> CairnConfig.of("x", Map.of("odd", new StringBuilder())).toJson())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "/engineOptions/odd: a value of this type cannot be written");
        assertThatThrownBy(() -> CairnConfig.of("x", Map.of("odd", Double.NaN)).toJson())
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                | /engine: missing",
                "{\"engine\": 5}                                   | /engine: must be text, not a number",
                "{\"engine\": null}                                | /engine: null is not a value",
                "{\"engine\": \"m\", \"engin\": 1}                 | /engin: unknown option; did you mean engine?",
                "{\"engine\": \"m\", \"engine\": \"n\"}            | /engine: given twice",
                "{\"engine\": \"m\", \"engineOptions\": {\"a\": {\"b\": [1, null]}}} | /engineOptions/a/b/1: null is not a value",
                "{\"engine\": \"m\", \"engineOptions\": {\"a\": 1, \"a\": 1}} | /engineOptions/a: given twice",
                "{\"engine\": \"m\", \"engineOptions\": []}        | /engineOptions: must be an object, not an array",
                "{\"engine\": \"m\", \"limits\": {\"keyBytesMax\": 0}} | /limits/keyBytesMax: must be between 1 and 2147483647 [value=0]",
                "{\"engine\": \"m\", \"limits\": {\"keyBytesMax\": \"7\"}} | /limits/keyBytesMax: must be a whole number or a size",
                "{\"engine\": \"m\", \"limits\": {\"waitMax\": 5}} | /limits/waitMax: must be a duration such as \"30s\"",
                "{\"engine\": \"m\", \"limits\": {\"waitMax\": \"40000d\"}} | /limits/waitMax: must be between 1ns and 36500d",
                "{\"engine\": \"m\", \"limits\": {\"keyByteMax\": 1}} | /limits/keyByteMax: unknown option; did you mean keyBytesMax?",
                "{\"engine\": \"m\", \"durability\": \"fsync\"}    | /durability: must be one of BUFFERED, SYNC",
                "{\"engine\": \"m\", \"durability\": true}         | /durability: must be one of BUFFERED, SYNC, not true or false",
                "{\"engine\": 1e999}                               | /engine: the number is too large",
                "[]                                                | /: must be one JSON object",
                "\"memory\"                                        | /: must be one JSON object",
                "``                                                | /: must be one JSON object"
            })
    void whatIsNotAConfigurationIsRefused(String json, String message) {
        assertThatThrownBy(() -> CairnConfig.parse(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"engine\": \"m\"} x'                       | 1 | 17",
                "'{\"engine\": \"m\"} {}'                      | 1 | 17",
                "'{\"engine\": \"m\"\n, }'                     | 2 | 3",
                "'{\"engine\": \"m\",\n\n  // note\n \"x\": 1}' | 3 | 3",
                "'{engine: 1}'                                 | 1 | 2",
                "'{\"engine\": \"m'                            | 1 | 14",
                "'{\"engine\": 01}'                            | 1 | 13"
            })
    void syntaxErrorsNameTheirPlace(String json, int line, int column) {
        assertThatThrownBy(() -> CairnConfig.parse(json))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> {
                            assertThat(e).hasMessageContaining("not valid JSON");
                            assertThat(e.context())
                                    .containsEntry("line", "" + line)
                                    .containsEntry("column", "" + column);
                        });
    }

    @Test
    void nestingIsBounded() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> CairnConfig.parse("{\"engine\": " + deep))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void theAnnotationsGiveTheDefaultLimits() {
        assertThat(RecordBinder.bind(Limits.class, Map.of(), "/limits"))
                .isEqualTo(Limits.defaults());
    }

    @Test
    void limitsAreCheckedWhoeverMakesThem() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new Limits(0, 1, 1, 1, 1, 1, 1, 1, 1, second, 1, second, second))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/limits/keyBytesMax");
        assertThatThrownBy(() ->
                        new Limits(1, 1, 1, 1, 1, 1, 1, 1, 1, Duration.ZERO, 1, second, second))
                .hasMessageStartingWith("/limits/transactionAgeMax");
        assertThatThrownBy(() ->
                        new Limits(
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                second,
                                1,
                                second,
                                Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/limits/waitMax: must be between 1ns and 36500d");
    }
}
