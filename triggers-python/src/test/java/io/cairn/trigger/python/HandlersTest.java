package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cairn.layer.trigger.PluginExecutionException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How functions are found and called, and what they raise. */
class HandlersTest {

    @Test
    void aFunctionIsCalledForItsEventAndHandlerForTheOthers() {
        PythonPlugin plugin =
                PythonPlugin.of(
                                "p",
                                """
                                def on_after_update(row, old_row):
                                    row["seen"] = [row["n"], old_row and old_row["n"]]

                                def handler(row, *, event, table):
                                    row["seen"] = event + " of " + table
                                """)
                        .withLimits(Plugins.PATIENT)
                        .withTrigger("t", "AFTER UPDATE")
                        .withTrigger("t", "ON BATCH")
                        .withTrigger("u", "BEFORE DELETE");
        try (PluginRegistry registry = Plugins.registry(plugin)) {
            Map<String, Object> row = Map.of("n", 2);
            assertThat(
                            registry.triggers()
                                    .fire("t", TriggerEvent.AFTER_UPDATE, row, Map.of("n", 1)))
                    .extractingByKey("seen")
                    .hasToString("[2, 1]");
            assertThat(registry.fire("t", TriggerEvent.AFTER_UPDATE, row))
                    .extractingByKey("seen")
                    .hasToString("[2, null]");
            assertThat(registry.fire("t", TriggerEvent.ON_BATCH, row))
                    .containsEntry("seen", "ON BATCH of t");
            assertThat(registry.fire("u", TriggerEvent.BEFORE_DELETE, row))
                    .containsEntry("seen", "BEFORE DELETE of u");
            assertThat(registry.fire("u", TriggerEvent.ON_BATCH, row)).isEqualTo(row);
        }
    }

    @Test
    void whatIsNoDictLeavesTheRowAsItWasChanged() {
        try (PluginRegistry registry =
                Plugins.registry(
                        """
                        def on_before_insert(row):
                            row["changed"] = True
                            return {"dict": {"new": 1}, "list": [1], "text": "x"}.get(row["kind"])
                        """)) {
            assertThat(insert(registry, Map.of("kind", "dict"))).isEqualTo(Map.of("new", 1L));
            for (String kind : new String[] {"list", "text", "none"}) {
                assertThat(insert(registry, Map.of("kind", kind)))
                        .isEqualTo(Map.of("kind", kind, "changed", true));
            }
        }
    }

    @Test
    void refusalsHaveACode() {
        try (PluginRegistry registry =
                Plugins.registry(
                        """
                        class TooLate(TriggerAbort):
                            pass

                        def on_before_insert(row):
                            if row["n"] == 1:
                                raise TriggerAbort("plain")
                            raise TooLate("special", 42)
                        """)) {
            assertThatThrownBy(() -> insert(registry, Map.of("n", 1)))
                    .asInstanceOf(type(TriggerAbortException.class))
                    .satisfies(e -> assertThat(e).hasMessage("plain"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("TRIGGER_ABORT"));
            assertThatThrownBy(() -> insert(registry, Map.of("n", 2)))
                    .asInstanceOf(type(TriggerAbortException.class))
                    .satisfies(e -> assertThat(e).hasMessage("special"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("42"));
        }
    }

    @Test
    void otherExceptionsNamePluginAndLine() {
        try (PluginRegistry registry =
                Plugins.registry(
                        """
                        import json

                        def read(text):
                            return json.loads(text)

                        def on_before_insert(row):
                            row["parsed"] = read(row["text"])
                            return 1 / row["parsed"]
                        """)) {
            assertThatThrownBy(() -> insert(registry, Map.of("text", "0")))
                    .isInstanceOf(PluginExecutionException.class)
                    .hasMessageContaining("Plugin p failed")
                    .hasMessageContaining("ZeroDivisionError: division by zero (line 8)")
                    .cause()
                    .asInstanceOf(type(PythonException.class))
                    .satisfies(e -> assertThat(e.line()).hasValue(8));
            assertThatThrownBy(() -> insert(registry, Map.of("text", "{")))
                    .hasMessageContaining("JSONDecodeError")
                    .hasMessageContaining("(line 4)");
            assertThatThrownBy(() -> insert(registry, Map.of()))
                    .hasMessageContaining("KeyError: 'text' (line 7)");
            assertThat(insert(registry, Map.of("text", "7"))).containsEntry("parsed", 7L);
        }
    }

    @Test
    void anExceptionThatCannotBeDescribedIsReportedAllTheSame() {
        try (PluginRegistry registry =
                Plugins.registry(
                        """
                        class Odd(Exception):
                            def __str__(self):
                                raise ValueError("never")

                        def on_before_insert(row):
                            if row["n"] == 1:
                                raise Odd()
                            raise ValueError("x" * 1_000_000)
                        """)) {
            assertThatThrownBy(() -> insert(registry, Map.of("n", 1)))
                    .isInstanceOf(PluginExecutionException.class)
                    .hasMessageContaining("cannot be described");
            assertThatThrownBy(() -> insert(registry, Map.of("n", 2)))
                    .isInstanceOf(PluginExecutionException.class)
                    .message()
                    .hasSizeLessThan(1_200);
        }
    }

    @Test
    void globalsStayAsLongAsTheInterpreter() {
        PythonPlugin plugin =
                Plugins.plugin(
                        "p",
                        """
                        count = 0

                        def on_before_insert(row):
                            global count
                            count += 1
                            print("nobody reads this", input)
                            row["count"] = count
                        """);
        try (PluginRegistry registry = Plugins.registry(plugin)) {
            assertThat(insert(registry, Map.of())).containsEntry("count", 1L);
            assertThat(insert(registry, Map.of())).containsEntry("count", 2L);
            registry.register(plugin);
            assertThat(insert(registry, Map.of())).containsEntry("count", 1L);
        }
    }
}
