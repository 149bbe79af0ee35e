package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.PluginExecutionException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops a call, and that the plugin works afterwards. */
class LimitsTest {

    private static final String CODE =
            """
            import time

            def count(to):
                n = 0
                while n < to:
                    n += 1
                return n

            def stubborn():
                n = 0
                while True:
                    try:
                        while True:
                            n += 1
                    except BaseException:
                        pass

            def insists():
                while True:
                    try:
                        while True: pass
                    finally:
                        continue

            def spin():
                while True: pass

            def on_before_insert(row):
                return {"result": eval(row["eval"])}
            """;

    private static PluginRegistry counting = new PluginRegistry();
    private static PluginRegistry timed = new PluginRegistry();

    @BeforeAll
    static void load() {
        counting =
                Plugins.registry(
                        Plugins.plugin("counting", CODE)
                                .withLimits(
                                        Plugins.PATIENT
                                                .withStatements(10_000)
                                                .withResultSize(100_000)));
        timed =
                Plugins.registry(
                        Plugins.plugin("timed", CODE)
                                .withLimits(
                                        Plugins.PATIENT
                                                .withStatements(1L << 40)
                                                .withCallTime(Duration.ofMillis(1_500))));
    }

    @AfterAll
    static void close() {
        counting.close();
        timed.close();
    }

    private static Object result(PluginRegistry registry, String expression) {
        return insert(registry, Map.of("eval", expression)).get("result");
    }

    @ParameterizedTest
    @ValueSource(strings = {"count(10**9)", "stubborn()"})
    void tooManyStatementsAreStopped(String expression) {
        assertThatThrownBy(() -> result(counting, expression))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(PythonException.class)
                .hasMessageContaining("Plugin counting failed")
                .hasMessageContaining("more than 10000 statements");
        assertThat(result(counting, "count(10)")).isEqualTo(10L);
    }

    @Test
    void statementsAreCountedByCall() {
        for (int i = 0; i < 5; i++) {
            assertThat(result(counting, "count(4000)")).isEqualTo(4_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count(10**9)",
                "stubborn()",
                "insists()",
                "spin()",
                "time.sleep(60)",
                "sorted(range(10**7), key=lambda n: -n)"
            })
    void tooMuchTimeIsStopped(String expression) {
        assertThatThrownBy(() -> result(timed, expression))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(PythonException.class)
                .hasMessageContaining("Plugin timed failed")
                .hasMessageContaining("longer than PT1.5S");
        assertThat(result(timed, "count(10)")).isEqualTo(10L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x' * 100_001",
                "b'x' * 100_001",
                "[0] * 12_501",
                "['x' * 10] * 6_000",
                "{'x' * 50_001: 'x' * 50_000}",
                "2 ** 900_000",
                "range(10**9)"
            })
    void rowsThatAreTooLargeStayInPython(String expression) {
        assertThatThrownBy(() -> result(counting, expression))
                .isInstanceOf(PluginExecutionException.class)
                .hasMessageContaining("larger than 100000");
        assertThat(result(counting, "count(10)")).isEqualTo(10L);
    }

    @Test
    void whatDoesNotFitIntoTheHeapFails() {
        assertThatThrownBy(() -> result(counting, "'x' * (2 ** 31 - 100)"))
                .isInstanceOf(PluginExecutionException.class)
                .hasMessageMatching(".*(MemoryError|larger than 100000).*");
        assertThat(result(counting, "count(10)")).isEqualTo(10L);
    }

    @Test
    void rowsUpToTheSizeComeBack() {
        assertThat((String) result(counting, "'x' * 99_000")).hasSize(99_000);
    }

    @Test
    void limitsArePositive() {
        PythonLimits limits = PythonLimits.DEFAULT;
        assertThat(limits.callTime()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> limits.withCallTime(Duration.ZERO))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> limits.withLoadTime(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> limits.withStatements(0))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> limits.withResultSize(0))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> limits.withContexts(0))
                .isInstanceOf(InvalidArgumentException.class);
    }
}
