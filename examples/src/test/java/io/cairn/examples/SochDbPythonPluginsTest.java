package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.trigger.python.PythonLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins in Python do; on its own, as it is the only one that starts an interpreter. */
class SochDbPythonPluginsTest {

    /** Not to fail on a machine that is busy. */
    private static final PythonLimits PATIENT =
            PythonLimits.DEFAULT
                    .withCallTime(Duration.ofSeconds(30))
                    .withLoadTime(Duration.ofSeconds(90));

    @TempDir Path directory;

    @Test
    void plugins() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            SochDbPythonPlugins.run(directory, PATIENT, printer);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .containsExactly(
                        "alice@example.com",
                        "the plugin needs a Python package that is not there; only Python's"
                                + " standard library is [plugin=fraud_detector, package=numpy]",
                        "{amount=5, fraud_score=5.0E-4}",
                        "[BEFORE_INSERT, AFTER_INSERT, BEFORE_UPDATE, AFTER_UPDATE, BEFORE_DELETE,"
                                + " AFTER_DELETE, ON_BATCH]",
                        "[email_validator, fraud_detector]",
                        "{users=[BEFORE INSERT]} 1.0.0",
                        "Plugin execution failed: Plugin counter failed:"
                                + " io.cairn.trigger.python.PythonException: KeyError: 'paper'"
                                + " (line 2)",
                        "row: {email=test@example.com}",
                        "row: {email=test@example.com}",
                        "Trigger aborted: Invalid email format (INVALID_EMAIL)",
                        "Plugin execution failed: Plugin endless failed:"
                                + " io.cairn.trigger.python.PythonException: it ran for longer than"
                                + " PT0.2S and was stopped",
                        "stored: transactions:1",
                        "not stored: Transaction amount $20000 exceeds limit",
                        "stored: transactions:1");
    }
}
