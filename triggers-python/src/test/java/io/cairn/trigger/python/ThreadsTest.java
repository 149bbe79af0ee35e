package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.layer.trigger.PluginExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads in one plugin. */
class ThreadsTest {

    private static final String CODE =
            """
            import random, time

            me = random.getrandbits(62)

            def on_before_insert(row):
                time.sleep(row.get("sleep", 0))
                row["n"] += 1
                row["interpreter"] = me
                return row
            """;

    private static PythonPlugin plugin(int contexts) {
        return Plugins.plugin("p", CODE).withLimits(Plugins.PATIENT.withContexts(contexts));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threadsShareAFewInterpreters(boolean virtual) throws Exception {
        try (PluginRegistry registry = Plugins.registry(plugin(2));
                ExecutorService threads =
                        virtual
                                ? Executors.newVirtualThreadPerTaskExecutor()
                                : Executors.newFixedThreadPool(8)) {
            List<Future<Map<String, Object>>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int n = i;
                results.add(threads.submit(() -> insert(registry, Map.of("n", n, "sleep", 0.001))));
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Future<Map<String, Object>> result : results) {
                rows.add(result.get());
            }
            assertThat(rows)
                    .extracting(row -> row.get("n"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 200)
                                    .mapToObj(n -> (Object) (long) n)
                                    .toList());
            assertThat(rows.stream().map(r -> r.get("interpreter")).collect(Collectors.toSet()))
                    .hasSizeBetween(1, 2);
        }
    }

    @Test
    void replacingAndRemovingDisturbNobody() throws Exception {
        try (PluginRegistry registry = Plugins.registry(plugin(2));
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(
                        threads.submit(() -> {
                            for (int n = 0; n < 150; n++) {
                                assertThat(insert(registry, Map.of("n", 1, "sleep", 0.002)))
                                        .extractingByKey("n")
                                        .isIn(1, 2L);
                            }
                        }));
            }
            for (int i = 0; i < 3; i++) {
                registry.register(plugin(2));
            }
            registry.unregister("p");
            for (Future<?> result : results) {
                result.get();
            }
            assertThat(insert(registry, Map.of("n", 1))).isEqualTo(Map.of("n", 1));
        }
    }

    @Test
    void aCallThatIsUnderWayOutlivesClosing() throws Exception {
        PluginRegistry registry = Plugins.registry(plugin(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Map<String, Object>> call =
                    threads.submit(() -> insert(registry, Map.of("n", 1, "sleep", 1.5)));
            while (registry.loaded("p").idle() > 0 && !call.isDone()) {
                Thread.onSpinWait();
            }
            registry.close();
            assertThat(call.get()).containsEntry("n", 2L);
        }
    }

    @Test
    void whoWaitsForATurnCanBeInterrupted() throws Exception {
        try (PluginRegistry registry = Plugins.registry(plugin(1));
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Map<String, Object>> call =
                    threads.submit(() -> insert(registry, Map.of("n", 1, "sleep", 1.5)));
            while (registry.loaded("p").idle() > 0 && !call.isDone()) {
                Thread.onSpinWait();
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> insert(registry, Map.of("n", 1)))
                    .isInstanceOf(PluginExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(call.get()).containsEntry("n", 2L);
        }
    }
}
