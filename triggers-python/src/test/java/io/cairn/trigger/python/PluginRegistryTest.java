package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static io.cairn.trigger.python.Plugins.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.PluginExecutionException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerPlugin;
import io.cairn.layer.trigger.TriggerRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that come, run and go. */
class PluginRegistryTest {

    private static final String ADDS_TEN = "def handler(row):\n    row['n'] += 10\n";
    private static final String DOUBLES = "def handler(row):\n    return {'n': row['n'] * 2}\n";

    @Test
    void aRowIsNormalized() {
        try (PluginRegistry registry = Plugins.registry(Plugins.EMAIL_VALIDATOR)) {
            Map<String, Object> row =
                    new HashMap<>(Map.of("name", "Alice", "email", "  ALICE@EXAMPLE.COM  "));
            assertThat(insert(registry, row))
                    .isEqualTo(Map.of("name", "Alice", "email", "alice@example.com"));
            assertThat(row)
                    .as("what the caller gave")
                    .isEqualTo(Map.of("name", "Alice", "email", "  ALICE@EXAMPLE.COM  "));
        }
    }

    @Test
    void aRowIsRefused() {
        try (PluginRegistry registry = Plugins.registry(Plugins.EMAIL_VALIDATOR)) {
            assertThatThrownBy(() -> insert(registry, Map.of("email", "bad")))
                    .asInstanceOf(type(TriggerAbortException.class))
                    .satisfies(e -> assertThat(e).hasMessage("Invalid email format"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_EMAIL"));
            assertThat(insert(registry, Map.of("email", "A@B"))).containsEntry("email", "a@b");
        }
    }

    @Test
    void pluginsRunInTheOrderOfRegistrationUntilTheyAreRemoved() {
        try (PluginRegistry registry = new PluginRegistry()) {
            registry.register(plugin("ten", ADDS_TEN));
            registry.register(plugin("twice", DOUBLES));
            assertThat(registry.listPlugins()).containsExactly("ten", "twice");
            assertThat(insert(registry, Map.of("n", 1))).containsEntry("n", 22L);
            registry.unregister("ten");
            assertThat(registry.listPlugins()).containsExactly("twice");
            assertThat(registry.get("ten")).isNull();
            assertThat(insert(registry, Map.of("n", 1))).containsEntry("n", 2L);
            assertThat(registry.fire("t", TriggerEvent.AFTER_INSERT, Map.of("n", 1)))
                    .isEqualTo(Map.of("n", 1));
            assertThatThrownBy(() -> registry.unregister("ten"))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("ten");
        }
    }

    @Test
    void aPluginOfTheSameNameTakesTheOthersPlace() {
        try (PluginRegistry registry = new PluginRegistry()) {
            registry.register(plugin("one", ADDS_TEN));
            registry.register(plugin("two", DOUBLES));
            registry.register(plugin("one", "def handler(row):\n    row['n'] += 100\n"));
            assertThat(registry.listPlugins()).containsExactly("one", "two");
            assertThat(insert(registry, Map.of("n", 1))).containsEntry("n", 202L);
        }
    }

    @Test
    void aPluginThatCannotBeLoadedLeavesTheOldOne() {
        try (PluginRegistry registry = Plugins.registry(ADDS_TEN)) {
            assertThatThrownBy(() -> registry.register(plugin("p", "def handler(row:\n")))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(insert(registry, Map.of("n", 1))).containsEntry("n", 11L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_INSERT", "before insert", "Before Insert"})
    void eventsAreReadInAnyCase(String event) {
        PythonPlugin plugin = PythonPlugin.of("p", ADDS_TEN).withTrigger("t", event);
        try (PluginRegistry registry = Plugins.registry(plugin.withLimits(Plugins.PATIENT))) {
            assertThat(insert(registry, Map.of("n", 1))).containsEntry("n", 11L);
        }
    }

    @Test
    void unknownEventsFailAtRegistration() {
        PythonPlugin plugin = PythonPlugin.of("p", ADDS_TEN).withTrigger("t", "BEFORE LUNCH");
        try (PluginRegistry registry = new PluginRegistry()) {
            assertThatThrownBy(() -> registry.register(plugin))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("BEFORE LUNCH");
            assertThat(registry.listPlugins()).isEmpty();
        }
    }

    @Test
    void pluginsInJavaStandBesideThem() {
        TriggerRegistry triggers = new TriggerRegistry();
        triggers.register(
                TriggerPlugin.of("java")
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_INSERT,
                                (row, _) -> {
                                    row.put("n", 5);
                                    return row;
                                }));
        try (PluginRegistry registry = new PluginRegistry(triggers)) {
            PythonPlugin python = plugin("python", DOUBLES);
            registry.register(python);
            assertThat(registry.listPlugins()).containsExactly("java", "python");
            assertThat(registry.get("java")).isNull();
            assertThat(registry.get("python")).isSameAs(python);
            assertThat(triggers.fire("t", TriggerEvent.BEFORE_INSERT, Map.of("n", 1)))
                    .isEqualTo(Map.of("n", 10L));
            triggers.unregister("python");
            assertThat(registry.get("python")).isNull();
        }
    }

    @Test
    void whatIsClosedLetsNoRowPass() {
        TriggerRegistry triggers = new TriggerRegistry();
        PluginRegistry registry = new PluginRegistry(triggers);
        registry.register(plugin("p", ADDS_TEN));
        registry.close();
        registry.close();
        assertThatThrownBy(() -> insert(registry, Map.of("n", 1)))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> registry.register(plugin("q", ADDS_TEN)))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> registry.unregister("p")).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> triggers.fire("t", TriggerEvent.BEFORE_INSERT, Map.of("n", 1)))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void aPluginDescribesItself() {
        PythonPlugin plugin =
                PythonPlugin.of("fraud_detector", "def handler(row): pass")
                        .withVersion("1.2.0")
                        .withPackages("json", "math")
                        .withTrigger("a", "BEFORE INSERT")
                        .withTrigger("b", "AFTER INSERT")
                        .withTrigger("a", "ON BATCH");
        assertThat(plugin.toMap())
                .isEqualTo(
                        Map.of(
                                "name",
                                "fraud_detector",
                                "version",
                                "1.2.0",
                                "code",
                                "def handler(row): pass",
                                "packages",
                                List.of("json", "math"),
                                "triggers",
                                Map.of(
                                        "a", List.of("BEFORE INSERT", "ON BATCH"),
                                        "b", List.of("AFTER INSERT")),
                                "config",
                                Map.of("timeout_ms", 1000L, "statement_limit", 250_000L)));
        assertThatThrownBy(() -> PythonPlugin.of("", "x"))
                .isInstanceOf(InvalidArgumentException.class);
    }
}
