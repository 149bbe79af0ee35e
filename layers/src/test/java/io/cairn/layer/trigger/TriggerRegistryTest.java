package io.cairn.layer.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.error.ConflictException;
import io.cairn.error.InvalidArgumentException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs when an event is fired; the plugin checks of the reference are 34 and 35. */
class TriggerRegistryTest {

    private final TriggerRegistry registry = new TriggerRegistry();

    private static TriggerPlugin emailValidator() {
        return TriggerPlugin.of("email_validator")
                .withTrigger(
                        "users",
                        "BEFORE INSERT",
                        (row, _) -> {
                            if (row.get("email") instanceof String given) {
                                String email = given.strip().toLowerCase(Locale.ROOT);
                                if (!email.contains("@")) {
                                    throw new TriggerAbortException(
                                            "Invalid email format", "INVALID_EMAIL");
                                }
                                row.put("email", email);
                            }
                            return row;
                        });
    }

    /** Appends a mark to the field {@code marks}. */
    private static TriggerPlugin marker(String name, String mark) {
        return TriggerPlugin.of(name)
                .withTrigger("t", TriggerEvent.BEFORE_INSERT, (row, _) -> marked(row, mark));
    }

    private static Map<String, @Nullable Object> marked(
            Map<String, @Nullable Object> row, String mark) {
        row.merge("marks", mark, (before, more) -> before + "" + more);
        return row;
    }

    private @Nullable Object marks() {
        return registry.fire("t", TriggerEvent.BEFORE_INSERT, Map.of()).get("marks");
    }

    @Test
    void check34TheRowIsCleanedAndTheCallersMapStays() {
        registry.register(emailValidator());
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("name", "Alice");
        row.put("email", "  ALICE@EXAMPLE.COM  ");
        Map<String, @Nullable Object> before = new HashMap<>(row);

        Map<String, @Nullable Object> result =
                registry.fire("users", TriggerEvent.BEFORE_INSERT, row);
        assertThat(result).isEqualTo(Map.of("name", "Alice", "email", "alice@example.com"));
        assertThat(row).isEqualTo(before);
    }

    @Test
    void check34ARefusalPassesThroughWithItsCode() {
        registry.register(emailValidator());
        TriggerAbortException refusal =
                catchThrowableOfType(
                        TriggerAbortException.class,
                        () ->
                                registry.fire(
                                        "users",
                                        TriggerEvent.BEFORE_INSERT,
                                        Map.of("email", "bad")));
        assertThat(refusal).hasMessage("Invalid email format").hasNoCause();
        assertThat(refusal.code()).isEqualTo("INVALID_EMAIL");
        assertThat(new TriggerAbortException("no").code()).isEqualTo("TRIGGER_ABORT");
    }

    @Test
    void check35PluginsAreListedInOrderFoundAndRemoved() {
        registry.register(marker("b", "1"));
        registry.register(marker("a", "2"));
        assertThat(registry.listPlugins()).containsExactly("b", "a");
        assertThat(registry.get("a")).isNotNull();
        assertThat(registry.get("c")).isNull();
        assertThat(marks()).isEqualTo("12");

        registry.unregister("b");
        assertThat(registry.listPlugins()).containsExactly("a");
        assertThat(registry.get("b")).isNull();
        assertThat(marks()).isEqualTo("2");
        assertThatThrownBy(() -> registry.unregister("b"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("plugin=b");
    }

    @Test
    void check35AFailureNamesThePlugin() {
        IllegalStateException cause = new IllegalStateException("out of paper");
        registry.register(
                TriggerPlugin.of("printer")
                        .withTrigger(
                                "t",
                                TriggerEvent.AFTER_INSERT,
                                (_, _) -> {
                                    throw cause;
                                }));
        PluginExecutionException failure =
                catchThrowableOfType(
                        PluginExecutionException.class,
                        () -> registry.fire("t", TriggerEvent.AFTER_INSERT, Map.of()));
        assertThat(failure).hasMessage("Plugin printer failed: " + cause).hasCause(cause);
        assertThat(failure.plugin()).isEqualTo("printer");
    }

    @Test
    void registeringANameAgainReplacesItsHandlersWhereItStands() {
        registry.register(marker("a", "1"));
        registry.register(marker("b", "2"));
        registry.register(marker("a", "3"));
        assertThat(registry.listPlugins()).containsExactly("a", "b");
        assertThat(marks()).isEqualTo("32");

        registry.register(TriggerPlugin.of("a"));
        assertThat(marks()).isEqualTo("2");
    }

    @Test
    void onlyHandlersOfTheTableAndEventRun() {
        registry.register(marker("a", "1"));
        Map<String, @Nullable Object> row = Map.of("id", 1);
        assertThat(registry.fire("t", TriggerEvent.AFTER_INSERT, row)).isEqualTo(row);
        assertThat(registry.fire("T", TriggerEvent.BEFORE_INSERT, row)).isEqualTo(row);
        assertThat(registry.fire("t", TriggerEvent.BEFORE_INSERT, row)).containsKey("marks");
    }

    @Test
    void aPluginsHandlersRunInOrderEachOnTheRowThatTheOneBeforeLeft() {
        registry.register(
                TriggerPlugin.of("p")
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_INSERT,
                                (row, _) -> {
                                    marked(row, "1");
                                    return null; // the row as it is now
                                })
                        .withTrigger(
                                "t", TriggerEvent.BEFORE_INSERT, (_, _) -> Map.of("marks", "2"))
                        .withTrigger(
                                "t", TriggerEvent.BEFORE_INSERT, (row, _) -> marked(row, "3")));
        assertThat(marks()).isEqualTo("23");
    }

    @Test
    void theOldRowIsShownAndCannotBeChanged() {
        registry.register(
                TriggerPlugin.of("p")
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_UPDATE,
                                (row, oldRow) -> {
                                    row.put("before", oldRow == null ? "?" : oldRow.get("n"));
                                    return row;
                                })
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_DELETE,
                                (row, oldRow) -> {
                                    if (oldRow != null) {
                                        oldRow.clear();
                                    }
                                    return row;
                                }));
        Map<String, @Nullable Object> old = new HashMap<>(Map.of("n", 1));
        assertThat(registry.fire("t", TriggerEvent.BEFORE_UPDATE, Map.of("n", 2), old))
                .isEqualTo(Map.of("n", 2, "before", 1));
        assertThat(registry.fire("t", TriggerEvent.BEFORE_UPDATE, Map.of("n", 2)))
                .isEqualTo(Map.of("n", 2, "before", "?"));
        assertThatThrownBy(() -> registry.fire("t", TriggerEvent.BEFORE_DELETE, Map.of(), old))
                .isInstanceOf(PluginExecutionException.class);
        assertThat(old).isEqualTo(Map.of("n", 1));
    }

    @Test
    void aConflictIsNotHiddenFromTheRetryLoopAroundIt() {
        ConflictException conflict = new ConflictException("others were faster");
        registry.register(
                TriggerPlugin.of("p")
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_INSERT,
                                (_, _) -> {
                                    throw conflict;
                                }));
        assertThatThrownBy(() -> registry.fire("t", TriggerEvent.BEFORE_INSERT, Map.of()))
                .isSameAs(conflict);
    }

    @Test
    void anInterruptionIsNotForgotten() {
        registry.register(
                TriggerPlugin.of("p")
                        .withTrigger(
                                "t",
                                TriggerEvent.BEFORE_INSERT,
                                (_, _) -> {
                                    throw new InterruptedException("enough");
                                }));
        assertThatThrownBy(() -> registry.fire("t", TriggerEvent.BEFORE_INSERT, Map.of()))
                .isInstanceOf(PluginExecutionException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoeverFiresSeesAPluginWholeWhileItIsReplaced() throws Exception {
        List<TriggerPlugin> versions = List.of(twice("1"), twice("2"));
        registry.register(versions.getFirst());
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> replacing =
                    threads.submit(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            registry.register(versions.get(i % 2));
                        }
                    });
            do {
                assertThat(marks()).isIn("11", "22");
            } while (!replacing.isDone());
            replacing.get();
        }
        assertThat(registry.listPlugins()).containsExactly("p");
    }

    private static TriggerPlugin twice(String mark) {
        return marker("p", mark)
                .withTrigger("t", TriggerEvent.BEFORE_INSERT, (row, _) -> marked(row, mark));
    }
}
