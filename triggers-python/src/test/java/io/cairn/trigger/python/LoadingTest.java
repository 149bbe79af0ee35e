package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What is wrong with a plugin's code shows when it is registered. */
class LoadingTest {

    private static AbstractThrowableAssert<?, ?> refusal(PythonPlugin plugin) {
        try (PluginRegistry registry = new PluginRegistry()) {
            var refusal =
                    assertThatThrownBy(() -> registry.register(plugin))
                            .isInstanceOf(InvalidArgumentException.class)
                            .hasMessageContaining("plugin=" + plugin.name());
            assertThat(registry.listPlugins()).isEmpty();
            return refusal;
        }
    }

    @Test
    void syntaxErrorsNameTheLine() {
        refusal(plugin("broken", "\ndef handler(row):\n    return (row\n"))
                .hasMessageContaining("SyntaxError: '(' was never closed")
                .hasMessageContaining("line=3");
        refusal(plugin("shifted", "def handler(row):\n    x = 1\n  return row\n"))
                .hasMessageContaining("IndentationError")
                .hasMessageContaining("line=3");
    }

    @Test
    void exceptionsNameTheLine() {
        refusal(plugin("raises", "x = {}\n\ny = x['z']\ndef handler(row): pass"))
                .hasMessageContaining("KeyError: 'z'")
                .hasMessageContaining("line=3");
        refusal(plugin("exits", "import sys\nsys.exit(3)")).hasMessageContaining("end the process");
        refusal(plugin("aborts", "raise TriggerAbort('no')")).hasMessageContaining("error=no");
    }

    @Test
    void packagesThatAreNotThereAreNamed() {
        String code = "import numpy as np\ndef handler(row): pass";
        refusal(plugin("declared", code).withPackages("json", "numpy>=1.26"))
                .hasMessageContaining("package=numpy>=1.26");
        refusal(plugin("imported", code))
                .hasMessageContaining("No module named 'numpy'")
                .hasMessageContaining("line=1");
        refusal(plugin("nested", "def handler(row): pass").withPackages("scikit-learn.x"))
                .hasMessageContaining("package=scikit-learn.x");
        try (PluginRegistry registry =
                Plugins.registry(
                        plugin("p", "import json\ndef handler(row): pass")
                                .withPackages("json", "collections.abc", "re >= 1"))) {
            assertThat(Plugins.insert(registry, Map.of("n", 1))).isEqualTo(Map.of("n", 1));
        }
    }

    @Test
    void functionsThatAreNotThereAreNamed() {
        refusal(plugin("none", "def on_insert(row): pass"))
                .hasMessageContaining("on_before_insert")
                .hasMessageContaining("handler");
        refusal(plugin("other", "def on_after_insert(row): pass"))
                .hasMessageContaining("function=on_before_insert");
        refusal(plugin("constant", "handler = 5\ndef on_batch(row): pass"))
                .hasMessageContaining("function=on_before_insert");
    }

    @Test
    void endlessCodeIsStopped() {
        refusal(plugin("counts", "n = 0\nwhile True:\n    n += 1\n"))
                .hasMessageContaining("250000 statements");
        refusal(
                        plugin("spins", "while True: pass")
                                .withLimits(Plugins.PATIENT.withLoadTime(Duration.ofMillis(1_500))))
                .hasMessageContaining("longer than PT1.5S");
    }
}
