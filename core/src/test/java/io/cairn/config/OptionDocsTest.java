package io.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** docs/operations.md is written from the annotations that the binder obeys. */
final class OptionDocsTest {

    private static final String INTRODUCTION =
            """
            # Configuration

            Generated from the `@Option` annotations of the configuration records; to rewrite, run
            `./mvnw -q -pl core -am test -Dtest=OptionDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.rewrite=true`.

            A database is opened with a URL (`Cairn.open("memory:")`), or with a `CairnConfig`, which `CairnConfig.parse` reads from JSON:

            ```json
            {
              "engine": "memory",
              "durability": "BUFFERED",
              "limits": {"valueBytesMax": "16MiB", "waitMax": "10s"}
            }
            ```

            Reading is strict. An unknown option, a repeated one, a wrong type, a value out of range and `null` are errors that begin with the
            option's place as a JSON pointer and say what is allowed:
            `/limits/valueByteMax: unknown option; did you mean valueBytesMax?`

            - A *size* is a number of bytes, or text with a suffix: `B`, `KiB`, `MiB`, `GiB`, `TiB` (powers of 1024).
            - A *duration* is text: a number with `ns`, `us`, `ms`, `s`, `m`, `h` or `d`, or ISO 8601 such as `PT1M30S`.
            - A *name* may be written in any case.
            - Numbers and booleans are written without quotes; only the parameters of a URL, which are text anyway, may stand for them.

            """;

    @Test
    void theFileIsAsTheAnnotationsSay() {
        GeneratedFile.checkSection(
                "docs/operations.md",
                "core",
                INTRODUCTION + OptionDocs.sections("Options of a database", CairnConfig.class, ""),
                "OptionDocsTest");
    }

    @Test
    void eachKindOfOptionIsDescribed() {
        assertThat(OptionDocs.sections("Sample", SampleOptions.class, "/engineOptions"))
                .startsWith("## Sample, in `/engineOptions`\n\n| option |")
                .contains(
                        "| `path` | path | **must be given** |  | where the files are |\n",
                        "| `blockSize` | size | `4KiB` | 1KiB to 1GiB | the size of a block |\n",
                        "| `count` | whole number | `3` | 1 to 9 |",
                        "| `share` | number | `0.5` | 0 to 1 |",
                        "| `careful` | true or false | `true` |  |",
                        "| `patience` | duration | `30s` | 1ms to 1h |",
                        "| `durability` | name | `SYNC` | BUFFERED, SYNC |",
                        "| `label` | text | none |  |",
                        "| `extra` | object | `{}` |  |",
                        "| `inner` | object | `{}` |  |",
                        "## Inner, in `/engineOptions/inner`\n\n",
                        "| `depth` | whole number | `1` | at least 0 | how deep |\n");
    }
}
