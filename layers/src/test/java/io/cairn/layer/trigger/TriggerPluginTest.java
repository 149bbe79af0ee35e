package io.cairn.layer.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins as values, and the names of events. */
class TriggerPluginTest {

    @Test
    void aPluginDescribesItself() {
        TriggerPlugin plugin =
                TriggerPlugin.of("email_validator")
                        .withVersion("2.1.0")
                        .withTrigger("users", "before insert", (row, _) -> row)
                        .withTrigger("users", TriggerEvent.AFTER_UPDATE, (row, _) -> row)
                        .withTrigger("orders", "ON_BATCH", (row, _) -> row);
        assertThat(plugin.name()).isEqualTo("email_validator");
        assertThat(plugin.version()).isEqualTo("2.1.0");
        assertThat(plugin.triggers())
                .isEqualTo(
                        Map.of(
                                "users",
                                List.of(TriggerEvent.BEFORE_INSERT, TriggerEvent.AFTER_UPDATE),
                                "orders",
                                List.of(TriggerEvent.ON_BATCH)));
        assertThat(plugin.toMap())
                .isEqualTo(
                        Map.of(
                                "name",
                                "email_validator",
                                "version",
                                "2.1.0",
                                "triggers",
                                Map.of(
                                        "users",
                                        List.of("BEFORE INSERT", "AFTER UPDATE"),
                                        "orders",
                                        List.of("ON BATCH"))));
    }

    @Test
    void changesMakeAnotherPlugin() {
        TriggerPlugin plain = TriggerPlugin.of("plain");
        plain.withVersion("9").withTrigger("users", "BEFORE INSERT", (row, _) -> row);
        assertThat(plain.version()).isEqualTo("1.0.0");
        assertThat(plain.triggers()).isEmpty();
    }

    @Test
    void emptyNamesAreRefused() {
        TriggerPlugin plugin = TriggerPlugin.of("p");
        assertThatThrownBy(() -> TriggerPlugin.of(""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> plugin.withVersion(""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("version");
        assertThatThrownBy(() -> plugin.withTrigger("", "BEFORE INSERT", (row, _) -> row))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("table");
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsReadBack(TriggerEvent event) {
        assertThat(TriggerEvent.parse(event.name())).isEqualTo(event);
        assertThat(TriggerEvent.parse(event.text())).isEqualTo(event);
        assertThat(TriggerEvent.parse(event.text().toLowerCase(Locale.ROOT))).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INSERT", "BEFORE  INSERT", "BEFORE-INSERT", " BEFORE INSERT"})
    void unknownEventsAreNamed(String text) {
        assertThatThrownBy(() -> TriggerEvent.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("event=" + text + ",")
                .hasMessageContaining("BEFORE_INSERT");
    }
}
