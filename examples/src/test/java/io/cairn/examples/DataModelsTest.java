package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The layers find what was stored through them. */
class DataModelsTest {

    @Test
    void everyModelFindsWhatItHas() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Database db = Cairn.inMemory();
                PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            DataModels.run(db, printer);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "3 the third",
                        "20 the twentieth",
                        "{0=Person[mail=a@example.org, age=33]}",
                        "[Match[value=33, id=0]]",
                        "{\"mail\":\"a@example.org\",\"age\":33}",
                        "true",
                        "bob lives in Rome",
                        "note 1 2.0",
                        "note 2 1.0",
                        "[Edit[tuple=(\"light\", \"on\"), added=true]]",
                        "false");
    }
}
